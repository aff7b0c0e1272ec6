package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * HotSpot compiles no method of 8,000 bytes or more; an interpreter with one runs ten times slower.
 */
final class MethodSizeTest {

  private static final int LIMIT = 8000;

  @Test
  void everyMethodOfTheModuleIsSmallEnoughToBeCompiled() throws Exception {
    Map<String, Integer> sizes = new TreeMap<>();
    for (Path file : classFiles()) {
      if (!file.getFileName().toString().equals("package-info.class")) {
        readMethods(file, sizes);
      }
    }
    assertThat(sizes).hasSizeGreaterThan(300).containsKey("Interpreter.execute");
    assertThat(sizes.get("Interpreter.execute")).isPositive();
    sizes.forEach((method, size) -> assertThat(size).as(method).isLessThan(LIMIT));
  }

  private static java.util.List<Path> classFiles() throws IOException, URISyntaxException {
    Path root =
        Path.of(Interpreter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  /** Adds the code length of every method in a class file (JVM specification 4.1). */
  private static void readMethods(Path file, Map<String, Integer> sizes) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      in.skipBytes(4);
      String[] names = readConstants(in);
      in.skipBytes(6);
      in.skipBytes(2 * in.readUnsignedShort());
      readMembers(in, names, null, null);
      readMembers(in, names, file.getFileName().toString().replace(".class", ""), sizes);
    }
  }

  private static String[] readConstants(DataInputStream in) throws IOException {
    String[] names = new String[in.readUnsignedShort()];
    for (int i = 1; i < names.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> names[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        default -> throw new IOException("constant tag " + tag);
      }
    }
    return names;
  }

  private static void readMembers(
      DataInputStream in, String[] names, String owner, Map<String, Integer> sizes)
      throws IOException {
    int members = in.readUnsignedShort();
    for (int i = 0; i < members; i++) {
      in.skipBytes(2);
      String name = names[in.readUnsignedShort()];
      in.skipBytes(2);
      int attributes = in.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        String attribute = names[in.readUnsignedShort()];
        byte[] contents = in.readNBytes(in.readInt());
        if (sizes != null && attribute.equals("Code")) {
          int length = new DataInputStream(new ByteArrayInputStream(contents, 4, 4)).readInt();
          sizes.merge(owner + "." + name, length, Math::max);
        }
      }
    }
  }
}
