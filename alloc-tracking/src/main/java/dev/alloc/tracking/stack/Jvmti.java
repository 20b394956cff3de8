package dev.alloc.tracking.stack;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

/**
 * The tool interface of the VM that this runs in, had without an agent. Numbers of functions are
 * those of the JNI and JVMTI specifications, which never change.
 *
 * @param environment the {@code jvmtiEnv}
 * @param function the address of its {@code GetStackTrace}
 * @param getStackTrace calls that, with the address first
 */
record Jvmti(long environment, MemorySegment function, MethodHandle getStackTrace) {
  private static final int VERSION = 0x30010200; // 1.2; all later ones have it
  private static final int GET_ENV = 6; // in JNIInvokeInterface
  private static final int GET_STACK_TRACE = 103; // in jvmtiInterface_1
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final FunctionDescriptor GET_STACK_TRACE_TYPE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG, // addresses as numbers: each conversion takes time
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);

  /** In place of one that cannot be had; not to be called. */
  static final Jvmti NONE =
      new Jvmti(
          0,
          MemorySegment.NULL,
          MethodHandles.empty(
              GET_STACK_TRACE_TYPE.toMethodType().insertParameterTypes(0, MemorySegment.class)));

  /**
   * Makes an environment, which lasts as long as the VM.
   *
   * @throws IllegalStateException if there is none to be had
   * @throws IllegalCallerException if native access is denied
   */
  @SuppressWarnings("restricted") // only what the VM itself says is called and read
  static Jvmti ofThisVm() {
    if (POINTER.byteSize() != Long.BYTES) {
      throw new IllegalStateException("it is for 64-bit VMs");
    }
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vm = vm(linker, arena);
      MethodHandle getEnv =
          linker.downcallHandle(
              function(vm, GET_ENV),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER, ValueLayout.JAVA_INT));
      MemorySegment environment = arena.allocate(POINTER);
      int error = (int) getEnv.invokeExact(vm, environment, VERSION);
      if (error != 0) {
        throw new IllegalStateException("the VM gives no JVMTI environment, error " + error);
      }
      MemorySegment made = environment.get(POINTER, 0);
      // No address is bound to it: that would be one more frame on the stack to look at.
      MethodHandle getStackTrace = linker.downcallHandle(GET_STACK_TRACE_TYPE);
      return new Jvmti(made.address(), function(made, GET_STACK_TRACE), getStackTrace);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // no function of C throws
    }
  }

  @SuppressWarnings("restricted") // as above
  static MemorySegment vm(Linker linker, Arena arena) throws Throwable {
    MethodHandle getCreatedVms =
        linker.downcallHandle(
            library().findOrThrow("JNI_GetCreatedJavaVMs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, ValueLayout.JAVA_INT, POINTER));
    MemorySegment vm = arena.allocate(POINTER);
    MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
    int error = (int) getCreatedVms.invokeExact(vm, 1, count);
    if (error != 0 || count.get(ValueLayout.JAVA_INT, 0) != 1) {
      throw new IllegalStateException("the VM's library knows no VM, error " + error);
    }
    return vm.get(POINTER, 0);
  }

  @SuppressWarnings("restricted") // the library is loaded already
  static SymbolLookup library() {
    String name = System.mapLibraryName("jvm");
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException notByName) {
      Path file = Path.of(System.getProperty("java.home"), "lib", "server", name);
      try {
        return SymbolLookup.libraryLookup(file, Arena.global());
      } catch (IllegalArgumentException notThere) {
        notThere.addSuppressed(notByName);
        throw new IllegalStateException("the VM's library is not " + file, notThere);
      }
    }
  }

  /** A function of an interface: its table is what the object begins with. */
  @SuppressWarnings("restricted") // such is the layout
  static MemorySegment function(MemorySegment object, int number) {
    long offset = number * POINTER.byteSize();
    MemorySegment table = object.reinterpret(POINTER.byteSize()).get(POINTER, 0);
    return table.reinterpret(offset + POINTER.byteSize()).get(POINTER, offset);
  }
}
