import HindcastTestSupport
import Testing

@Suite struct RunnerTests {
  @Test(
    "a script that is none is refused with its line",
    arguments: [
      ("query\npods\n", "line 1: `query` has no line `----`"),
      ("# x\n\nquery a=1 a=2\n----\n", "line 3: `a=` stands there twice"),
      (
        "print\npods\n----\n----\npods\n",
        "line 4: the doubled `----` has no doubled `----` behind it"
      ),
    ]
  )
  func refuse(_ text: String, _ message: String) {
    #expect(throws: ScriptError(message)) { try ScriptRunner().run(text) }
  }

  @Test(
    "what no expectation may hold is a failure, whatever is expected",
    arguments: [
      ("plan\n----\n", "the directive `plan` is not there yet"),
      ("frobnicate\n----\n", "there is no directive `frobnicate`"),
      ("query slowly\npods\n----\n", "`query` has no word `slowly`; it has `fails`, `unordered`"),
      ("clear now=1\n----\n", "`clear` has no option `now=`"),
      ("query format=xml\npods\n----\n", "`format=xml` is no format"),
      ("events\n10:00 add pod a/b\n----\n", "`10:00` is no time such as `10:00:01.5`"),
      ("events\n10:00:00 shake pod a/b\n----\n", "`shake` is neither a verb nor a kind"),
      ("events\n10:00:00 modify pod a/b\n----\n", "`a/b` is not there"),
      (
        "events\n10:00:00 add node n color=red\n----\n",
        "a node has no `color=`; it has `annotations=`, `ip=`, `labels=`, `manager=`, `ready=`, "
          + "`version=`, `zone=`"
      ),
      (
        "events\n10:00:05 add pod a/b\n10:00:04 delete pod a/b\n----\n",
        "a feed's times never decrease, and this record's does"
      ),
    ]
  )
  func fail(_ text: String, _ message: String) throws {
    let report = try ScriptRunner().run(text)
    #expect(report.failures.map { $0.message } == [message])
    #expect(report.rewritten == text)
  }

  @Test("a difference is shown as people know it, with the lines of the file and the command")
  func difference() throws {
    let report = try ScriptRunner().run("# x\n\nprint\npods\n----\npod\n")
    let message = """
      --- expected
      +++ actual
      @@ -6,1 +6,1 @@
      -pod
      +pods
      to accept the output: HINDCAST_REWRITE=1 swift test --filter ScriptTests
      """
    #expect(report.failures.map { $0.message } == [message])
  }

  @Test("hunks show three lines around a change")
  func hunks() {
    let old = (1...20).map { "\($0)" }
    var new = old
    new[4] = "five"
    new.append("21")
    let expected = """
      --- expected
      +++ actual
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8
      @@ -18,3 +18,4 @@
       18
       19
       20
      +21

      """
    #expect(UnifiedDiff.text(expected: old, actual: new) == expected)
  }
}
