package undertone.corpora.media;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Asks the Linux kernel to take from this process, for good, what decoding never needs: the
/// network, starting programs, and reaching into other processes.
///
/// It is a seccomp filter: a few comparisons of the number of each system call. A call on the list
/// fails with "operation not permitted". Works without any privilege.
///
/// Source: man 2 seccomp; numbers of arch/x86/entry/syscalls/syscall_64.tbl.
final class Confinement {

  private static final int[] FORBIDDEN_CALLS = {
    41, 42, 43, 49, 50, 53, 288, // socket, connect, accept, bind, listen, socketpair, accept4
    59, 322, // execve, execveat
    62, 424, // kill, pidfd_send_signal: the JVM signals its own threads by tgkill
    101, 310, 311, 438, // ptrace, process_vm_readv, process_vm_writev, pidfd_getfd
    165, 272, 308, // mount, unshare, setns
    425, // io_uring_setup, which would open sockets past this filter
  };

  private static final int X86_64 = 0xC000003E;
  private static final int FIRST_X32_CALL = 0x40000000; // the same calls under other numbers
  private static final int CALL_NUMBER = 0; // offsets in struct seccomp_data
  private static final int ARCHITECTURE = 4;

  private static final short LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final short IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final short IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
  private static final short RETURN = 0x06; // BPF_RET | BPF_K
  private static final int ALLOW = 0x7FFF0000;
  private static final int NOT_PERMITTED = 0x00050001; // SECCOMP_RET_ERRNO | EPERM

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final long SECCOMP = 317;
  private static final long SET_MODE_FILTER = 1;
  private static final long ALL_THREADS = 1; // SECCOMP_FILTER_FLAG_TSYNC

  private Confinement() {}

  /// Confines all threads of this process.
  ///
  /// @return false where the kernel cannot do it: another system or processor, or an old kernel
  static boolean enter() {
    boolean known =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!known) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      int noNewPrivileges =
          (int) function("prctl", ValueLayout.JAVA_INT).invoke(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
      long filtered =
          (long)
              function("syscall", ValueLayout.JAVA_LONG)
                  .invoke(SECCOMP, SET_MODE_FILTER, ALL_THREADS, program(arena).address(), 0L);
      return noNewPrivileges == 0 && filtered == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("Bug: calling the C library failed.", e);
    }
  }

  /// A `struct sock_fprog` with the filter.
  private static MemorySegment program(Arena arena) {
    int calls = FORBIDDEN_CALLS.length;
    var filter = arena.allocate(8L * (calls + 6), 8);
    int refuse = calls + 5; // index of the last instruction; the one before it allows
    int at = 0;
    instruct(filter, at++, LOAD, 0, 0, ARCHITECTURE);
    instruct(filter, at, IF_EQUAL, 0, refuse - at - 1, X86_64);
    at++;
    instruct(filter, at++, LOAD, 0, 0, CALL_NUMBER);
    instruct(filter, at, IF_AT_LEAST, refuse - at - 1, 0, FIRST_X32_CALL);
    at++;
    for (int call : FORBIDDEN_CALLS) {
      instruct(filter, at, IF_EQUAL, refuse - at - 1, 0, call);
      at++;
    }
    instruct(filter, at++, RETURN, 0, 0, ALLOW);
    instruct(filter, at, RETURN, 0, 0, NOT_PERMITTED);

    var program = arena.allocate(16, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) (calls + 6));
    program.set(ValueLayout.ADDRESS, 8, filter);
    return program;
  }

  /// Writes one `struct sock_filter`.
  ///
  /// @param then instructions to skip if the condition holds
  /// @param otherwise instructions to skip if not
  private static void instruct(
      MemorySegment filter, int index, short code, int then, int otherwise, int operand) {
    long place = 8L * index;
    filter.set(ValueLayout.JAVA_SHORT, place, code);
    filter.set(ValueLayout.JAVA_BYTE, place + 2, (byte) then);
    filter.set(ValueLayout.JAVA_BYTE, place + 3, (byte) otherwise);
    filter.set(ValueLayout.JAVA_INT, place + 4, operand);
  }

  /// A variadic C function of one fixed and four further arguments, all numbers.
  @SuppressWarnings("restricted") // the C library is called on purpose, and only here
  private static MethodHandle function(String name, ValueLayout numberAndResult) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(
            numberAndResult,
            numberAndResult,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1));
  }
}
