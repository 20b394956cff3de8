// Red, and the rules that say what is missing are named.
String log = new File(basedir, 'build.log').text
['rule 6.1: ', 'rule 6.3: ', 'rule 5.9: '].each { assert log.contains(it): "$it is not in build.log" }
true
