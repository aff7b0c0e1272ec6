package parallax.pvm.host.jam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class Blake2bTest {
  private static String hash(byte[] data) {
    return HexFormat.of().formatHex(Blake2b.hash(data));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return bytes;
  }

  @Test
  void digests_are_those_of_other_implementations() {
    assertThat(hash("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assertThat(hash(bytes(1_000)))
        .isEqualTo("6ac4bea923678eb024090384d6e767b5870f849057dc19b172d8d9f2df30bf8e");
    assertThat(hash(bytes(0)))
        .isEqualTo("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assertThat(hash(bytes(128)))
        .isEqualTo("14696d2a98d9f8a280da8b132b1045b345e1033759c6b02fcc4ee885c8ae7c37");
    assertThat(hash(bytes(129)))
        .isEqualTo("3934215260b1039be9d9d2b073b059bcd50120c327a22af93eb4d98cf821c14c");
    assertThat(hash(bytes(256)))
        .isEqualTo("3d0cb2693dfbac42af5a6cc960953fea8714aa39c4bcd054ef61d6b5e98ade4a");
  }
}
