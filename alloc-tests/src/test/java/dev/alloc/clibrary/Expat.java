package dev.alloc.clibrary;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.alloc.system.NativeFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The XML parser expat, which takes bare malloc, realloc and free. */
public final class Expat {
  /** The document has been read. */
  public static final int OK = 1;

  private static final int NO_MEMORY = 1;

  private final MethodHandle create;
  private final MethodHandle createOnC;
  private final MethodHandle parse;
  private final MethodHandle error;
  private final MethodHandle free;

  /** Loads the library; the test is skipped where there is none. */
  public Expat() {
    Library expat = Library.open("libexpat.so.1", "libexpat1");
    create =
        expat.function(
            "XML_ParserCreate_MM", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    createOnC = expat.function("XML_ParserCreate", FunctionDescriptor.of(ADDRESS, ADDRESS));
    parse =
        expat.function(
            "XML_Parse", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    error = expat.function("XML_GetErrorCode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    free = expat.function("XML_ParserFree", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /**
   * Returns the struct XML_Memory_Handling_Suite.
   *
   * @param functions whose malloc, realloc and free expat is to call
   * @param arena how long it lives
   * @return the struct
   */
  public static MemorySegment suite(NativeFunctions functions, Arena arena) {
    MemorySegment suite = arena.allocate(ADDRESS, 3);
    suite.setAtIndex(ADDRESS, 0, functions.malloc());
    suite.setAtIndex(ADDRESS, 1, functions.realloc().orElseThrow());
    suite.setAtIndex(ADDRESS, 2, functions.free());
    return suite;
  }

  /**
   * Parses a document with a parser of its own.
   *
   * @param suite its memory; {@link MemorySegment#NULL} for expat's own
   * @param document the text
   * @return {@link #OK}; 0 if there was no memory
   */
  public int parse(MemorySegment suite, MemorySegment document) {
    try {
      MemorySegment parser =
          suite.address() == 0
              ? (MemorySegment) createOnC.invokeExact(MemorySegment.NULL)
              : (MemorySegment) create.invokeExact(MemorySegment.NULL, suite, MemorySegment.NULL);
      if (parser.address() == 0) {
        return 0;
      }
      int status = (int) parse.invokeExact(parser, document, (int) document.byteSize(), 1);
      int code = (int) error.invokeExact(parser);
      free.invokeExact(parser);
      if (status != OK && code != NO_MEMORY) {
        throw new IllegalStateException("expat's error " + code);
      }
      return status;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes a document for which expat needs memory: names, attributes and depth that differ.
   *
   * @param elements how many
   * @return a document
   */
  public static String document(int elements) {
    StringBuilder text = new StringBuilder("<?xml version='1.0'?><root>");
    for (int i = 0; i < elements; i++) {
      text.append("<e").append(i % 500).append(" a").append(i % 300).append("='value ").append(i);
      text.append("' other='&lt;").append("x".repeat(i % 200)).append("'>");
      text.append("<deep><deeper>text</deeper></deep></e").append(i % 500).append('>');
    }
    return text.append("</root>").toString();
  }
}
