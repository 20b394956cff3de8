package dev.alloc.clibrary;

import dev.alloc.system.NativeFunctions;
import org.junit.jupiter.api.DisplayName;

@DisplayName("LWJGL's mimalloc")
@OnLwjglsMachine
class LwjglMimallocTckTest implements LwjglMallocRules {
  private static final NativeFunctions TABLE = LwjglMalloc.MIMALLOC.load();

  @Override
  public NativeFunctions table() {
    return TABLE;
  }
}
