extension DiagnosticSnapshots {
  /// What is said about characters and tokens.
  static let characters = #"""
    pods serving shop/cart @ -5m
    ----
    error[TQL0101]: unexpected character `@`
     --> query:1:24
      |
    1 | pods serving shop/cart @ -5m
      |                        ^ not part of TQL
      |
    help: write `at` before a time
    ====
    pods;
    ----
    error[TQL0101]: unexpected character `;`
     --> query:1:5
      |
    1 | pods;
      |     ^ not part of TQL
      |
    help: leave it out: a query ends where its text ends
    ====
    pods{namespace="shop"}
    ----
    error[TQL0101]: unexpected `{`
     --> query:1:5
      |
    1 | pods{namespace="shop"}
      |     ^^^^^^^^^^^^^^^^^^ not part of TQL
      |
    help: write `in namespace shop` or `| where labels.app = "cart"` behind the question
    ====
    pods | where name = “cart”
    ----
    error[TQL0101]: unexpected character `“`
     --> query:1:21
      |
    1 | pods | where name = “cart”
      |                     ^ not part of TQL
      |
    help: write `"`

    error[TQL0101]: unexpected character `”`
     --> query:1:26
      |
    1 | pods | where name = “cart”
      |                          ^ not part of TQL
      |
    help: write `"`
    ====
    pods | where name = "cart | limit 5
    ----
    error[TQL0102]: text in quotes has no end
     --> query:1:21
      |
    1 | pods | where name = "cart | limit 5
      |                     ^^^^^^^^^^^^^^^ begins here and ends nowhere
      |
    help: close it, as in `"cart"`
    ====
    pods | where name = 'cart'
    ----
    error[TQL0107]: text stands in double quotes
     --> query:1:21
      |
    1 | pods | where name = 'cart'
      |                     ^^^^^^ other quotes
      |
    help: write `"cart"`
    ====
    pods | where name = "ca\rt"
    ----
    error[TQL0108]: unknown escape `\r`
     --> query:1:24
      |
    1 | pods | where name = "ca\rt"
      |                        ^^ no escape
      |
    help: write `\\` for a backslash; the others are `\"`, `\n` and `\t`
    ====
    pods | where ready == true && !terminating || name =~ "cart-.*"
    ----
    error[TQL0106]: `==` is no operator of TQL
     --> query:1:20
      |
    1 | pods | where ready == true && !terminating || name =~ "cart-.*"
      |                    ^^ read as `=`
      |
    help: write `=`

    error[TQL0106]: `&&` is no operator of TQL
     --> query:1:28
      |
    1 | pods | where ready == true && !terminating || name =~ "cart-.*"
      |                            ^^ read as `and`
      |
    help: write `and`

    error[TQL0106]: `!` is no operator of TQL
     --> query:1:31
      |
    1 | pods | where ready == true && !terminating || name =~ "cart-.*"
      |                               ^ read as `not`
      |
    help: write `not`

    error[TQL0106]: `||` is no operator of TQL
     --> query:1:44
      |
    1 | pods | where ready == true && !terminating || name =~ "cart-.*"
      |                                            ^^ read as `or`
      |
    help: write `or`

    error[TQL0106]: `=~` is no operator of TQL
     --> query:1:52
      |
    1 | pods | where ready == true && !terminating || name =~ "cart-.*"
      |                                                    ^^ read as `like`
      |
    help: write `like` with `*` for any text
    ====
    PODS serving cart AT -5m
    ----
    error[TQL0105]: keywords are written in small letters
     --> query:1:1
      |
    1 | PODS serving cart AT -5m
      | ^^^^ read as `pods`
      |
    help: write `pods`

    error[TQL0105]: keywords are written in small letters
     --> query:1:19
      |
    1 | PODS serving cart AT -5m
      |                   ^^ read as `at`
      |
    help: write `at`
    ====
    pods at $
    ----
    error[TQL0163]: a parameter needs a name
     --> query:1:9
      |
    1 | pods at $
      |         ^ no name behind `$`
      |
    help: write for example `$service`; names begin with a letter
    ====
    pod serving shop/cart on port 80
    ----
    error[TQL0103]: unknown question `pod`
     --> query:1:1
      |
    1 | pod serving shop/cart on port 80
      | ^^^ not a question
      |
    help: did you mean `pods`?
    ====
    foo bar
    ----
    error[TQL0103]: unknown question `foo`
     --> query:1:1
      |
    1 | foo bar
      | ^^^ not a question
      |
    help: questions begin with `pods`, `services`, `endpoints`, `slices`, `nodes`, `owners`, `findings`, `why`, `dns`, `show`, `history`, `events`, `coverage`, `diff` or `explain`
    ====
    service shop/cart
    ----
    error[TQL0103]: unknown question `service`
     --> query:1:1
      |
    1 | service shop/cart
      | ^^^^^^^ not a question
      |
    help: did you mean `show service`?
    ====
    SELECT name FROM pods WHERE phase = 'Running' LIMIT 5
    ----
    error[TQL0104]: a query begins with its question, not with `SELECT`
     --> query:1:1
      |
    1 | SELECT name FROM pods WHERE phase = 'Running' LIMIT 5
      | ^^^^^^ looks like SQL
      |
    help: write `pods | where phase = "Running" | select name | limit 5`
    ====
    kubectl get pods -n shop
    ----
    error[TQL0104]: a query begins with its question, not with `kubectl`
     --> query:1:1
      |
    1 | kubectl get pods -n shop
      | ^^^^^^^ looks like kubectl
      |
    help: write `pods in namespace shop`
    ====
    sum(up) by (pod)
    ----
    error[TQL0104]: a query begins with its question, not with `sum`
     --> query:1:1
      |
    1 | sum(up) by (pod)
      | ^^^ looks like PromQL
      |
    help: write for example `pods serving shop/cart` or `pods | where phase = "Running"`
    ====
    # only a comment
    ----
    error[TQL0116]: the query is empty
     --> query:1:1
      |
    1 | # only a comment
      | ^ nothing asked
      |
    help: write for example `pods serving shop/cart`, or `pods` for all Pods
    """#
}
