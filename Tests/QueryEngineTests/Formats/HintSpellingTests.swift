import Testing

@testable import QueryEngine

@Suite("the spelling of hints")
struct HintSpellingTests {
  @Test(
    "options become parameters, with their values",
    arguments: [
      ("name one with `--cluster`: a, b", "name one with `cluster`: a, b"),
      ("`--cluster prdo`: there is none", "`cluster=prdo`: there is none"),
      ("give `--param service=shop/cart`", "give `param[service]=shop/cart`"),
      ("did you mean `--param service=…`?", "did you mean `param[service]=…`?"),
      ("`--from 1 --to 2`: empty", "`from=1 to=2`: empty"),
      ("`--as-known-at 9` was asked for", "`asKnownAt=9` was asked for"),
      ("`--address`, `--port` and `--time`", "`address`, `port` and `time`"),
      ("`--cluster a--b`", "`cluster=a--b`"),
      ("`hindcast verify --store x --cluster y`", "`hindcast verify --store x --cluster y`"),
      ("`--skip-invalid`", "`--skip-invalid`"), ("-- 2 rows", "-- 2 rows"),
      ("`--cluster", "`--cluster"),
      ("", ""),
    ]
  )
  func parameters(text: String, expected: String) {
    #expect(HintSpelling.parameters.text(text) == expected)
    #expect(HintSpelling.options.text(text) == text)
  }

  @Test("what the user wrote stays")
  func queries() {
    let text = "unexpected `--namespace`"
    #expect(HintSpelling.parameters.text(text, about: "pods --namespace shop") == text)
    #expect(HintSpelling.parameters.text(text, about: "pods") == "unexpected `namespace`")
  }
}
