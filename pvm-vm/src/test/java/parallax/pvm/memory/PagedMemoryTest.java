package parallax.pvm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PagedMemoryTest {

  private static final long PAGE = PagedMemory.PAGE_SIZE;

  private final PagedMemory memory = new PagedMemory();

  private static void faults(long address, ThrowingCallable access) {
    MemoryFault fault = catchThrowableOfType(MemoryFault.class, access);
    assertThat(fault).isNotNull();
    assertThat(fault.address()).isEqualTo(address);
    assertThat(fault.isPanic()).isEqualTo(address < 0x10000);
    assertThat(fault.pageBase()).isEqualTo(address / PAGE * PAGE);
  }

  @Test
  void valuesAreLittleEndianAndExtendAsAsked() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.store64(0x20000, 0xF1E2D3C4B5A69788L);
    assertThat(memory.read(0x20000, 3)).containsExactly(0x88, 0x97, 0xA6);
    assertThat(memory.loadU8(0x20000)).isEqualTo(0x88);
    assertThat(memory.loadI8(0x20000)).isEqualTo((byte) 0x88);
    assertThat(memory.loadU16(0x20000)).isEqualTo(0x9788);
    assertThat(memory.loadI16(0x20000)).isEqualTo((short) 0x9788);
    assertThat(memory.loadU32(0x20000)).isEqualTo(0xB5A69788L);
    assertThat(memory.loadI32(0x20000)).isEqualTo(0xB5A69788L - (1L << 32));
    assertThat(memory.loadU64(0x20000)).isEqualTo(0xF1E2D3C4B5A69788L);
    assertThat(memory.loadU32(0x20003)).isEqualTo(0xE2D3C4B5L);
  }

  @Test
  void mappedPagesAreFoundInOrder() {
    assertThat(memory.nextMappedPage(0)).isEqualTo(-1);
    memory.setAccess(0x20000, 1, PageAccess.READ);
    memory.setAccess(0xFFFFF000L, PAGE, PageAccess.WRITE);
    memory.setAccess(0x800000, 2L << 22, PageAccess.WRITE);
    assertThat(memory.nextMappedPage(0)).isEqualTo(0x20000);
    assertThat(memory.nextMappedPage(0x20001)).isEqualTo(0x800000);
    assertThat(memory.nextMappedPage(0x1000000 - PAGE)).isEqualTo(0x1000000 - PAGE);
    assertThat(memory.nextMappedPage(0x1000000)).isEqualTo(0xFFFFF000L);
    assertThat(memory.nextMappedPage(0xFFFFF001L)).isEqualTo(-1);
    memory.setAccess(0x20000, 1, PageAccess.NONE);
    assertThat(memory.nextMappedPage(0)).isEqualTo(0x800000);
  }

  @Test
  void storesWriteOnlyTheirWidth() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.store64(0x20000, -1);
    memory.store8(0x20001, 0x1200);
    memory.store16(0x20003, 0x120000);
    memory.store32(0x20008, 0x1200000005L);
    assertThat(memory.read(0x20000, 13))
        .containsExactly(-1, 0, -1, 0, 0, -1, -1, -1, 5, 0, 0, 0, 0);
  }

  @Test
  void highHalfOfAnAddressIsIgnored() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.store8(0xABCDEF_00020005L, 7);
    assertThat(memory.loadU8(0x20005)).isEqualTo(7);
    assertThat(memory.loadU8(0xFFFFFFFF_00020005L)).isEqualTo(7);
  }

  @Test
  void accessesStraddleNeighbouringPagesAtEveryWidthAndSplit() {
    memory.setAccess(0x20000, 2 * PAGE, PageAccess.WRITE);
    long boundary = 0x20000 + PAGE;
    for (int before = 1; before < 8; before++) {
      memory.store64(boundary - before, 0x8877665544332211L);
      assertThat(memory.loadU64(boundary - before)).isEqualTo(0x8877665544332211L);
    }
    memory.store32(boundary - 3, 0xF4030201L);
    assertThat(memory.loadI32(boundary - 3)).isEqualTo(0xFFFFFFFFF4030201L);
    assertThat(memory.loadU32(boundary - 3)).isEqualTo(0xF4030201L);
    memory.store16(boundary - 1, 0xF201);
    assertThat(memory.loadI16(boundary - 1)).isEqualTo((short) 0xF201);
    assertThat(memory.read(boundary - 1, 2)).containsExactly(1, 0xF2);
  }

  @Test
  void missingSecondPageFaultsThereAndNothingIsWritten() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    long boundary = 0x20000 + PAGE;
    faults(boundary, () -> memory.store64(boundary - 4, -1));
    faults(boundary, () -> memory.loadU64(boundary - 4));
    faults(boundary, () -> memory.store16(boundary - 1, -1));
    faults(boundary, () -> memory.store32(boundary - 1, -1));
    assertThat(memory.loadU32(boundary - 4)).isZero();
  }

  @Test
  void missingFirstPageFaultsAtTheFirstByte() {
    memory.setAccess(0x20000 + PAGE, PAGE, PageAccess.WRITE);
    faults(0x20000 + PAGE - 1, () -> memory.store64(0x20000 + PAGE - 1, -1));
    assertThat(memory.loadU64(0x20000 + PAGE)).isZero();
  }

  @Test
  void readOnlyPageRefusesStores() {
    memory.setAccess(0x20000, PAGE, PageAccess.READ);
    assertThat(memory.loadU64(0x20000)).isZero();
    faults(0x20000, () -> memory.store8(0x20000, 1));
    memory.write(0x20000, new byte[] {9});
    assertThat(memory.loadU8(0x20000)).isEqualTo(9);
    faults(0x20000, () -> memory.store8(0x20000, 1));
    assertThat(memory.loadU8(0x20000)).isEqualTo(9);
  }

  @Test
  void accessBelow64KiBPanicsAndNothingCanBeMappedThere() {
    faults(0, () -> memory.loadU8(0));
    faults(0xFFFF, () -> memory.store8(0xFFFF, 0));
    faults(0x10000, () -> memory.loadU8(0x10000));
    memory.setAccess(0x10000, PAGE, PageAccess.WRITE);
    faults(0xFFFF, () -> memory.loadU16(0xFFFF));
    assertThatThrownBy(() -> memory.setAccess(0xF000, 2 * PAGE, PageAccess.READ))
        .isInstanceOf(IllegalArgumentException.class);
    memory.setAccess(0, 2 * PAGE, PageAccess.NONE);
  }

  @Test
  void accessThatWrapsFaultsAtTheLowestByteBeforeWrapping() {
    faults(0xFFFFFFFFL, () -> memory.loadU16(0xFFFFFFFFL));
    memory.setAccess(0xFFFFF000L, PAGE, PageAccess.WRITE);
    // The top page is there, so the first missing byte is address 0, which is a panic.
    faults(0, () -> memory.loadU16(0xFFFFFFFFL));
    faults(0, () -> memory.store64(0xFFFFFFFCL, -1));
    assertThat(memory.loadU32(0xFFFFFFFCL)).isZero();
    memory.store8(0xFFFFFFFFL, 5);
    assertThat(memory.loadU8(-1)).isEqualTo(5);
  }

  @Test
  void mappingGigabytesAllocatesNoPages() {
    // Kept all together they would need two terabytes if mapping allocated.
    java.util.List<PagedMemory> kept = new java.util.ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      PagedMemory big = new PagedMemory();
      kept.add(big);
      big.setAccess(0x20000, 2L << 30, PageAccess.WRITE);
      big.store8(0x20000 + (1L << 30), 1);
      assertThat(big.loadU64(0x20000 + (2L << 30) - 8)).isZero();
      assertThat(big.nextTouchedPage(0)).isEqualTo(0x20000 + (1L << 30));
    }
    assertThat(kept).allSatisfy(big -> assertThat(big.isWritable(0x20000, 2L << 30)).isTrue());
  }

  @Test
  void contentsStayWhileAPageIsMappedAndGoWhenItIsNot() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.store8(0x20010, 7);
    memory.setAccess(0x20000, PAGE, PageAccess.READ);
    assertThat(memory.loadU8(0x20010)).isEqualTo(7);
    faults(0x20010, () -> memory.store8(0x20010, 8));
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.store8(0x20011, 8);
    assertThat(memory.loadU16(0x20010)).isEqualTo(0x0807);
    memory.setAccess(0x20000, PAGE, PageAccess.NONE);
    faults(0x20010, () -> memory.loadU8(0x20010));
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    assertThat(memory.loadU16(0x20010)).isZero();
  }

  @Test
  void pagesOfZerosThatWereReadAreNotSharedOnceWritten() {
    memory.setAccess(0x20000, 2 * PAGE, PageAccess.WRITE);
    assertThat(memory.loadU8(0x20000)).isZero();
    assertThat(memory.loadU8(0x20000 + PAGE)).isZero();
    memory.store8(0x20000, 1);
    assertThat(memory.loadU8(0x20000 + PAGE)).isZero();
    assertThat(new PagedMemory().read(0x20000, 1)).containsExactly(0);
  }

  @Test
  void accessCoversEveryPageThatTheRangeTouches() {
    memory.setAccess(0x20FFF, 2, PageAccess.READ);
    assertThat(memory.accessAt(0x20000)).isEqualTo(PageAccess.READ);
    assertThat(memory.accessAt(0x21FFF)).isEqualTo(PageAccess.READ);
    assertThat(memory.accessAt(0x22000)).isEqualTo(PageAccess.NONE);
    memory.setAccess(0x3FF000, 0x2000, PageAccess.WRITE);
    assertThat(memory.accessAt(0x3FF000)).isEqualTo(PageAccess.WRITE);
    assertThat(memory.accessAt(0x400FFF)).isEqualTo(PageAccess.WRITE);
    assertThat(memory.accessAt(0x401000)).isEqualTo(PageAccess.NONE);
  }

  @Test
  void hostTestsOfAccessCoverWholeRanges() {
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    memory.setAccess(0x21000, PAGE, PageAccess.READ);
    assertThat(memory.isReadable(0x20000, 2 * PAGE)).isTrue();
    assertThat(memory.isReadable(0x20000, 2 * PAGE + 1)).isFalse();
    assertThat(memory.isReadable(0x1FFFF, 2)).isFalse();
    assertThat(memory.isWritable(0x20000, PAGE)).isTrue();
    assertThat(memory.isWritable(0x20000, PAGE + 1)).isFalse();
    assertThat(memory.isReadable(-1, 1)).isFalse();
    assertThat(memory.isReadable(0x20000, -1)).isFalse();
    assertThat(memory.isReadable(1L << 32, 1)).isFalse();
    assertThat(memory.isReadable(0xFFFFFFFFL, 2)).isFalse();
    assertThat(memory.isReadable(0x20000, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void hostReadsInaccessiblePagesAsZerosAndRefusesToWriteThem() {
    assertThat(memory.read(0, 3)).containsExactly(0, 0, 0);
    memory.setAccess(0x20000, PAGE, PageAccess.WRITE);
    byte[] twoPages = new byte[2 * PagedMemory.PAGE_SIZE];
    twoPages[0] = 1;
    assertThatThrownBy(() -> memory.write(0x20000, twoPages)).hasMessageContaining("not mapped");
    assertThat(memory.loadU8(0x20000)).isZero();
    memory.setAccess(0x21000, PAGE, PageAccess.READ);
    twoPages[4096] = 2;
    memory.write(0x20000, twoPages);
    assertThat(memory.loadU8(0x21000)).isEqualTo(2);
    assertThatThrownBy(() -> memory.read(0xFFFFFFFFL, 2)).hasMessageContaining("address space");
  }

  @Test
  void touchedPagesAreFoundInOrder() {
    assertThat(memory.nextTouchedPage(0)).isEqualTo(-1);
    memory.setAccess(0x10000, 0xFFF00000L, PageAccess.WRITE);
    memory.store8(0x30001, 1);
    memory.store8(0xF0000000L, 1);
    assertThat(memory.loadU8(0x40000)).isZero();
    assertThat(memory.nextTouchedPage(0)).isEqualTo(0x30000);
    assertThat(memory.nextTouchedPage(0x30000)).isEqualTo(0x30000);
    assertThat(memory.nextTouchedPage(0x30001)).isEqualTo(0xF0000000L);
    assertThat(memory.nextTouchedPage(0xF0001000L)).isEqualTo(-1);
  }

  @Test
  void laidOutMemoryIsTheSameMemory() {
    Random random = new Random(17);
    for (int round = 0; round < 60; round++) {
      PagedMemory plain = new PagedMemory();
      PagedMemory laidOut =
          PagedMemory.laidOut(0x10000, 0x14000, 0x30000, 0xE0000000L, 0xFE000000L, 0xFEFE0000L);
      for (int i = 0; i < 3_000; i++) {
        long address = someAddress(random);
        long value = random.nextLong();
        int width = random.nextInt(4);
        switch (random.nextInt(12)) {
          case 0 -> {
            long length = random.nextInt(20) == 0 ? 1L << 24 : random.nextInt(40_000);
            PageAccess access = PageAccess.values()[random.nextInt(3)];
            if (address >= 0x10000 && address + length <= 1L << 32) {
              plain.setAccess(address, length, access);
              laidOut.setAccess(address, length, access);
            }
          }
          case 1 -> {
            byte[] bytes = new byte[random.nextInt(9000)];
            random.nextBytes(bytes);
            if (plain.isReadable(address, bytes.length)) {
              plain.write(address, bytes);
              laidOut.write(address, bytes);
            }
          }
          case 2, 3, 4, 5 ->
              assertThat(outcome(() -> store(laidOut, address, width, value)))
                  .isEqualTo(outcome(() -> store(plain, address, width, value)));
          default ->
              assertThat(outcome(() -> load(laidOut, address, width)))
                  .isEqualTo(outcome(() -> load(plain, address, width)));
        }
      }
      for (long page = 0; page >= 0; page = plain.nextTouchedPage(page + 1)) {
        assertThat(laidOut.read(page, 4096)).isEqualTo(plain.read(page, 4096));
      }
      for (long page = 0; page >= 0; page = laidOut.nextTouchedPage(page + 1)) {
        assertThat(plain.read(page, 4096)).isEqualTo(laidOut.read(page, 4096));
      }
    }
  }

  private static long someAddress(Random random) {
    long[] places = {
      0x10000, 0x30000, 0x50000, 0x230000, 0x2030000, 0xFEFDF000L, 0xFEFC0000L, 0xFE000000L
    };
    return places[random.nextInt(places.length)]
        + (random.nextBoolean() ? random.nextInt(0x4000) : random.nextInt(40) - 20);
  }

  private static String outcome(LongSupplier access) {
    try {
      return Long.toString(access.getAsLong());
    } catch (MemoryFault fault) {
      return fault.getMessage();
    }
  }

  private static long load(PagedMemory memory, long address, int width) {
    return switch (width) {
      case 0 -> memory.loadU8(address);
      case 1 -> memory.loadI16(address);
      case 2 -> memory.loadU32(address);
      default -> memory.loadU64(address);
    };
  }

  private static long store(PagedMemory memory, long address, int width, long value) {
    switch (width) {
      case 0 -> memory.store8(address, value);
      case 1 -> memory.store16(address, value);
      case 2 -> memory.store32(address, value);
      default -> memory.store64(address, value);
    }
    return 0;
  }
}
