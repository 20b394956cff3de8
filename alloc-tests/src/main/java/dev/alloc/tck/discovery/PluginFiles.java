package dev.alloc.tck.discovery;

import dev.alloc.AllocatorConfig;
import dev.alloc.AllocatorProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Writes plugin JARs of the TCK's own, whose providers are generated: a namesake of a healthy one,
 * and broken ones of several kinds.
 */
public final class PluginFiles {
  private static final ClassDesc PROVIDER =
      AllocatorProvider.class.describeConstable().orElseThrow();
  private static final ClassDesc FAILURE = ClassDesc.of("java.lang.IllegalStateException");

  /** What a broken provider fails with. */
  static final String REASON = "the TCK wants this constructor to fail";

  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final StringBuilder services = new StringBuilder();

  /** Adds a provider that can be listed, and fails to create. */
  PluginFiles withProvider(String className, String name) {
    return withClass(className, "java.lang.Object", name, PluginFiles::doNothing);
  }

  /** Adds a provider whose constructor throws. */
  PluginFiles withThrowingConstructor(String className, String name) {
    return withClass(className, "java.lang.Object", name, PluginFiles::fail);
  }

  /** Adds a provider whose superclass is not there. */
  PluginFiles withMissingSuperclass(String className, String name) {
    return withClass(className, className + "Absent", name, PluginFiles::doNothing);
  }

  /** Adds a line to the service file for a class that is not there. */
  PluginFiles withMissingClass(String className) {
    services.append(className).append('\n');
    return this;
  }

  /** Writes the JAR. */
  Path write(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + AllocatorProvider.class.getName()));
      out.write(services.toString().getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> type : classes.entrySet()) {
        out.putNextEntry(new JarEntry(type.getKey().replace('.', '/') + ".class"));
        out.write(type.getValue());
      }
    }
    return jar;
  }

  private interface Body {
    void build(CodeBuilder code);
  }

  private PluginFiles withClass(
      String className, String superclass, String name, Body constructor) {
    ClassDesc type = ClassDesc.of(className);
    ClassDesc parent = ClassDesc.of(superclass);
    classes.put(
        className, ClassFile.of().build(type, built -> build(built, parent, name, constructor)));
    return withMissingClass(className); // by now it is not missing
  }

  private static void build(ClassBuilder type, ClassDesc parent, String name, Body constructor) {
    type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    type.withSuperclass(parent);
    type.withInterfaceSymbols(PROVIDER);
    type.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_PUBLIC,
        code -> {
          code.aload(0).invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
          constructor.build(code);
        });
    type.withMethodBody(
        "name",
        MethodTypeDesc.of(ConstantDescs.CD_String),
        ClassFile.ACC_PUBLIC,
        code -> code.loadConstant(name).areturn());
    type.withMethodBody(
        "create",
        MethodTypeDesc.ofDescriptor(
            "(L%s;)L%s;"
                .formatted(
                    AllocatorConfig.class.getName().replace('.', '/'),
                    dev.alloc.Allocator.class.getName().replace('.', '/'))),
        ClassFile.ACC_PUBLIC,
        PluginFiles::fail);
  }

  private static void doNothing(CodeBuilder code) {
    code.return_();
  }

  private static void fail(CodeBuilder code) {
    code.new_(FAILURE)
        .dup()
        .loadConstant(REASON)
        .invokespecial(
            FAILURE,
            ConstantDescs.INIT_NAME,
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
        .athrow();
  }
}
