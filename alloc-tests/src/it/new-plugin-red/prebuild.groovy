import java.nio.file.Files
import java.nio.file.Path

Path written = basedir.toPath().resolve('../../generated-plugins/ring').normalize()
Path project = basedir.toPath().resolve('generated')
Files.walk(written).forEach { file -> Files.copy(file, project.resolve(written.relativize(file).toString())) }
Path source = project.resolve('src/main/java/com/example/ring/RingAllocator.java')
String text = Files.readString(source)
String changed = text.replace('        Capability.RESERVED);', '        Capability.COUNTS,\n        Capability.RESERVED);')
assert changed != text
Files.writeString(source, changed)
true
