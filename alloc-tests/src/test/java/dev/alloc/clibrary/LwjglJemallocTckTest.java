package dev.alloc.clibrary;

import dev.alloc.system.NativeFunctions;
import org.junit.jupiter.api.DisplayName;

@DisplayName("LWJGL's jemalloc")
@OnLwjglsMachine
class LwjglJemallocTckTest implements LwjglMallocRules {
  private static final NativeFunctions TABLE = LwjglMalloc.JEMALLOC.load();

  @Override
  public NativeFunctions table() {
    return TABLE;
  }
}
