// What must not be fails the build by itself; here: that all six questions were asked and answered.
List<String> log = new File(basedir, 'build.log').readLines()
assert log.any { it.contains('RUN RESULTS') }: 'jcstress did not finish'
def answered = log.findAll { it =~ /\[OK\] com\.example\.races\./ }.collect { it.replaceAll(/.*races\./, '') } as Set
assert answered.size() == 6: "only $answered were answered"
true
