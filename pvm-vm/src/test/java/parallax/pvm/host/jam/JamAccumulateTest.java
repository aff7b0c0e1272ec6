package parallax.pvm.host.jam;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.host.jam.JamCaller.DATA;
import static parallax.pvm.host.jam.JamCaller.NOWHERE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;

/** What the host for services answers an accumulation. */
final class JamAccumulateTest {
  private static final long SERVICE = 70_000;
  private static final long TIME = 30_000;
  private static final long LONG_AGO = 1_000;

  private static JamCaller caller(Profile profile, long service) {
    return new JamCaller(profile, new Invocation(Invocation.Kind.ACCUMULATE, service, TIME));
  }

  private static JamCaller caller() {
    return caller(Profile.GP_0_7_2, SERVICE);
  }

  private static ServiceAccount self(JamCaller caller) {
    return caller.store.account(SERVICE);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_failure_goes_back_to_the_last_checkpoint(Profile profile) {
    JamCaller caller = caller(profile, SERVICE);
    caller.call(HostCallNumber.WRITE, DATA, 1, DATA, 1);
    assertThat(caller.call(HostCallNumber.CHECKPOINT)).isEqualTo(caller.machine.gas().remaining());
    caller.call(HostCallNumber.WRITE, DATA, 1, DATA, 2);
    caller.call(HostCallNumber.YIELD, DATA);
    assertThat(caller.host.implications().yielded()).contains("00".repeat(32));
    assertThat(caller.store.storageOf(SERVICE).get("00")).hasSize(2);
    caller.host.fail();
    assertThat(caller.store.storageOf(SERVICE).get("00")).hasSize(1);
    assertThat(caller.host.implications().yielded()).isEmpty();
  }

  @Test
  void a_failure_without_checkpoint_undoes_everything() {
    JamCaller caller = caller();
    caller.call(HostCallNumber.WRITE, DATA, 1, DATA, 1);
    long made = caller.call(HostCallNumber.NEW, DATA, 10, 0, 0, 0, 0);
    assertThat(caller.store.find(made)).isPresent();
    caller.host.fail();
    assertThat(caller.store.accounts()).containsOnlyKeys(SERVICE);
    assertThat(caller.store.storageOf(SERVICE)).isEmpty();
  }

  @Test
  void new_accounts_cost_their_deposit_and_get_public_numbers() {
    JamCaller caller = caller();
    // 100 for the account, 2 items, 81 + 10 bytes.
    self(caller).setBalance(100 + 2 * 211);
    long first = caller.call(HostCallNumber.NEW, DATA, 10, 3, 4, 0, 9);
    assertThat(first).isGreaterThanOrEqualTo(1 << 16).isLessThan(1L << 32);
    assertThat(caller.store.account(first).balance()).isEqualTo(211);
    assertThat(caller.store.account(first).transferGas()).isEqualTo(4);
    long second = caller.call(HostCallNumber.NEW, DATA, 10, 3, 4, 0, 9);
    assertThat(second).isNotEqualTo(first);
    assertThat(caller.call(HostCallNumber.NEW, DATA, 10, 3, 4, 0, 9)).isEqualTo(JamResult.CASH);
    assertThat(caller.call(HostCallNumber.NEW, DATA, 10, 3, 4, 1, 9)).isEqualTo(JamResult.HUH);
    caller.call(HostCallNumber.NEW, DATA, 1L << 32, 3, 4, 0, 9);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.NEW, NOWHERE, 10, 3, 4, 0, 9);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  @Test
  void the_registrar_chooses_small_numbers_and_the_manager_gives_storage() {
    JamCaller caller = caller(Profile.GP_0_7_2, 0);
    assertThat(caller.call(HostCallNumber.NEW, DATA, 10, 0, 0, 200, 9)).isEqualTo(9);
    assertThat(caller.store.account(9).balance()).isEqualTo(11);
    assertThat(caller.call(HostCallNumber.NEW, DATA, 10, 0, 0, 0, 9)).isEqualTo(JamResult.FULL);
    assertThat(caller.call(HostCallNumber.NEW, DATA, 10, 0, 0, 0, 1 << 16))
        .isGreaterThanOrEqualTo(1 << 16);
  }

  @Test
  void privileges_are_given_and_needed() {
    JamCaller caller = caller(Profile.GP_0_7_2, 0);
    long always = DATA + 4_096;
    caller.write(always, (byte) 3, (byte) 0, (byte) 0, (byte) 0, (byte) 99);
    assertThat(caller.call(HostCallNumber.ASSIGN, 340, DATA, 7)).isEqualTo(JamResult.OK);
    assertThat(caller.host.implications().queues()).containsOnlyKeys(340L);
    assertThat(caller.call(HostCallNumber.ASSIGN, 340, DATA, 7)).isEqualTo(JamResult.HUH);
    assertThat(caller.call(HostCallNumber.ASSIGN, 341, DATA, 7)).isEqualTo(JamResult.CORE);
    assertThat(caller.call(HostCallNumber.ASSIGN, 1, DATA, -1)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.DESIGNATE, DATA)).isEqualTo(JamResult.OK);
    assertThat(caller.host.implications().validators().orElseThrow()).hasSize(2 * 343_728);
    assertThat(caller.call(HostCallNumber.BLESS, 1, DATA, 2, -1, always, 1))
        .isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.BLESS, 1, DATA, 2, 3, always, 1)).isEqualTo(JamResult.OK);
    assertThat(caller.host.implications().privileges().manager()).isEqualTo(1);
    assertThat(caller.host.implications().privileges().always()).containsEntry(3L, 99L);
    assertThat(caller.call(HostCallNumber.DESIGNATE, DATA)).isEqualTo(JamResult.HUH);
    caller.call(HostCallNumber.BLESS, 1, DATA, 2, 3, always, -1);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.ASSIGN, 1, NOWHERE, 7);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    caller.call(HostCallNumber.DESIGNATE, NOWHERE);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  @Test
  void a_transfer_needs_a_receiver_gas_and_funds_and_costs_its_gas() {
    JamCaller caller = caller();
    self(caller).setBalance(150);
    caller.store.account(8).upgrade(new byte[32], 0, 20);
    assertThat(caller.call(HostCallNumber.TRANSFER, 9, 10, 30, DATA)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.TRANSFER, 8, 10, 19, DATA)).isEqualTo(JamResult.LOW);
    assertThat(caller.call(HostCallNumber.TRANSFER, 8, 51, 30, DATA)).isEqualTo(JamResult.CASH);
    assertThat(caller.call(HostCallNumber.TRANSFER, 8, -1, 30, DATA)).isEqualTo(JamResult.CASH);
    assertThat(caller.charged()).isEqualTo(10);
    assertThat(caller.call(HostCallNumber.TRANSFER, 8, 50, 30, DATA)).isEqualTo(JamResult.OK);
    assertThat(caller.charged()).isEqualTo(40);
    assertThat(self(caller).balance()).isEqualTo(100);
    assertThat(caller.host.implications().transfers())
        .containsExactly(new Implications.Transfer(SERVICE, 8, 50, "00".repeat(128), 30));
    caller.call(HostCallNumber.TRANSFER, 8, 0, -1, DATA);
    assertThat(caller.action()).isEqualTo(Action.OUT_OF_GAS);
    caller.call(HostCallNumber.TRANSFER, 8, 0, 30, NOWHERE);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  @Test
  void upgrade_changes_code_and_limits() {
    JamCaller caller = caller();
    caller.write(DATA, (byte) 0xAB);
    assertThat(caller.call(HostCallNumber.UPGRADE, DATA, 6, 7)).isEqualTo(JamResult.OK);
    assertThat(self(caller).codeHash()).startsWith("ab00").hasSize(64);
    assertThat(self(caller).accumulateGas()).isEqualTo(6);
    assertThat(self(caller).transferGas()).isEqualTo(7);
    caller.call(HostCallNumber.UPGRADE, NOWHERE, 6, 7);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
  }

  private static void times(ServiceAccount account, long length, List<Long> times) {
    account.requests().put(ServiceAccount.Request.of(new byte[32], length), times);
  }

  @Test
  void an_account_is_ejected_when_its_code_says_so_and_its_preimage_is_gone() {
    JamCaller caller = caller();
    ServiceAccount other = caller.store.account(8);
    self(caller).setBalance(500);
    other.setBalance(77);
    assertThat(caller.call(HostCallNumber.EJECT, 9, DATA)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.EJECT, SERVICE, DATA)).isEqualTo(JamResult.WHO);
    assertThat(caller.call(HostCallNumber.EJECT, 8, DATA)).isEqualTo(JamResult.WHO);
    byte[] owner = new byte[32];
    owner[0] = 0x70;
    owner[1] = 0x11;
    owner[2] = 1;
    other.upgrade(owner, 0, 0);
    assertThat(caller.call(HostCallNumber.EJECT, 8, DATA)).isEqualTo(JamResult.HUH);
    times(other, 6, List.of(1L, TIME - 19_200));
    assertThat(caller.call(HostCallNumber.EJECT, 8, DATA)).isEqualTo(JamResult.HUH);
    times(other, 6, List.of(1L, LONG_AGO));
    assertThat(caller.call(HostCallNumber.EJECT, 8, DATA)).isEqualTo(JamResult.OK);
    assertThat(caller.store.find(8)).isEmpty();
    assertThat(self(caller).balance()).isEqualTo(577);
  }

  @Test
  void a_preimage_is_asked_for_queried_and_forgotten() {
    JamCaller caller = caller();
    assertThat(query(caller, 6)).isEqualTo(JamResult.NONE);
    assertThat(caller.second()).isZero();
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.HUH);
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isZero();
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, 6)).isEqualTo(JamResult.HUH);
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isEqualTo(JamResult.NONE);
    times(self(caller), 6, List.of(3L));
    assertThat(query(caller, 6)).isEqualTo(1 + (3L << 32));
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isEqualTo(2 + (3L << 32));
    assertThat(caller.second()).isEqualTo(TIME);
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.HUH);
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isEqualTo(3 + (3L << 32));
    assertThat(caller.second()).isEqualTo(TIME + (TIME << 32));
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.HUH);
    times(self(caller), 6, List.of(3L, LONG_AGO, 2_000L));
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isEqualTo(2 + (2_000L << 32));
    times(self(caller), 6, List.of(3L, LONG_AGO));
    assertThat(caller.call(HostCallNumber.FORGET, DATA, 6)).isEqualTo(JamResult.OK);
    assertThat(query(caller, 6)).isEqualTo(JamResult.NONE);
  }

  private static long query(JamCaller caller, long length) {
    return caller.call(HostCallNumber.QUERY, DATA, length);
  }

  @Test
  void asking_needs_a_deposit_and_memory_that_is_there() {
    JamCaller caller = caller();
    self(caller).setBalance(206);
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, 6)).isEqualTo(JamResult.FULL);
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, -1)).isEqualTo(JamResult.FULL);
    assertThat(self(caller).requests()).isEmpty();
    assertThat(caller.call(HostCallNumber.SOLICIT, DATA, 5)).isEqualTo(JamResult.OK);
    for (HostCallNumber call :
        List.of(
            HostCallNumber.QUERY,
            HostCallNumber.SOLICIT,
            HostCallNumber.FORGET,
            HostCallNumber.YIELD)) {
      caller.call(call, NOWHERE, 5);
      assertThat(caller.action()).as("%s", call).isEqualTo(Action.PANIC);
    }
  }

  @Test
  void what_was_asked_for_is_provided_once() {
    JamCaller caller = caller();
    caller.write(DATA, (byte) 'a', (byte) 'b', (byte) 'c');
    assertThat(caller.call(HostCallNumber.PROVIDE, -1, DATA, 3)).isEqualTo(JamResult.HUH);
    self(caller)
        .requests()
        .put(
            new ServiceAccount.Request(
                "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319", 3),
            List.of());
    assertThat(caller.call(HostCallNumber.PROVIDE, -1, DATA, 3)).isEqualTo(JamResult.OK);
    assertThat(caller.call(HostCallNumber.PROVIDE, SERVICE, DATA, 3)).isEqualTo(JamResult.HUH);
    assertThat(caller.call(HostCallNumber.PROVIDE, 8, DATA, 3)).isEqualTo(JamResult.WHO);
    caller.call(HostCallNumber.PROVIDE, SERVICE, NOWHERE, 3);
    assertThat(caller.action()).isEqualTo(Action.PANIC);
    assertThat(caller.host.implications().provisions())
        .containsExactly(new Implications.Provision(SERVICE, "616263"));
  }
}
