package parallax.compiler.mir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parallax.pvm.isa.Opcode;

class OperandRolesTest {
  @Test
  void rolesAreThoseOfTheFormat() {
    assertThat(OperandRoles.of(Opcode.ADD_64)).isEqualTo(new OperandRoles(1, 2, -1));
    assertThat(OperandRoles.of(Opcode.ADD_IMM_32)).isEqualTo(new OperandRoles(1, 1, -1));
    assertThat(OperandRoles.of(Opcode.LOAD_IMM)).isEqualTo(new OperandRoles(1, 0, -1));
    assertThat(OperandRoles.of(Opcode.LOAD_IMM_64)).isEqualTo(new OperandRoles(1, 0, -1));
    assertThat(OperandRoles.of(Opcode.LOAD_U8)).isEqualTo(new OperandRoles(1, 0, -1));
    assertThat(OperandRoles.of(Opcode.LOAD_IND_U8)).isEqualTo(new OperandRoles(1, 1, -1));
    assertThat(OperandRoles.of(Opcode.STORE_U8)).isEqualTo(new OperandRoles(0, 1, -1));
    assertThat(OperandRoles.of(Opcode.STORE_IND_U8)).isEqualTo(new OperandRoles(0, 2, -1));
    assertThat(OperandRoles.of(Opcode.STORE_IMM_U8)).isEqualTo(new OperandRoles(0, 0, -1));
    assertThat(OperandRoles.of(Opcode.STORE_IMM_IND_U8)).isEqualTo(new OperandRoles(0, 1, -1));
    assertThat(OperandRoles.of(Opcode.SBRK)).isEqualTo(new OperandRoles(1, 1, -1));
    assertThat(OperandRoles.of(Opcode.CMOV_IZ)).isEqualTo(new OperandRoles(1, 3, 3));
    assertThat(OperandRoles.of(Opcode.CMOV_NZ_IMM)).isEqualTo(new OperandRoles(1, 2, 2));
    assertThat(OperandRoles.of(Opcode.BRANCH_EQ)).isEqualTo(new OperandRoles(0, 2, -1));
    assertThat(OperandRoles.of(Opcode.BRANCH_EQ_IMM)).isEqualTo(new OperandRoles(0, 1, -1));
  }

  @Test
  void whatEndsABlockOrCallsAHostIsNotPlain() {
    for (final Opcode opcode : Opcode.values()) {
      if (opcode.isTerminator() || opcode == Opcode.ECALLI || opcode == Opcode.UNLIKELY) {
        assertThat(OperandRoles.isPlain(opcode)).as(opcode.mnemonic()).isFalse();
      } else {
        assertThat(OperandRoles.isPlain(opcode)).as(opcode.mnemonic()).isTrue();
      }
    }
  }
}
