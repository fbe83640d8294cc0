extension DiagnosticSnapshots {
  /// What is said about names, ports and addresses.
  static let names = #"""
    pods serving a/b/c
    ----
    error[TQL0120]: expected a Service, found `a/b/c`
     --> query:1:14
      |
    1 | pods serving a/b/c
      |              ^^^^^ not a name
      |
    help: a name is `cart` or `shop/cart`, with `*` for any text; quote other characters
    ====
    pods serving pod
    ----
    error[TQL0121]: expected a Service, found the kind `pod`
     --> query:1:14
      |
    1 | pods serving pod
      |              ^^^ a kind, not a name
      |
    help: write `"pod"` for an object of that name
    ====
    why service on port 80
    ----
    error[TQL0121]: expected a Service, found the kind `service`
     --> query:1:5
      |
    1 | why service on port 80
      |     ^^^^^^^ a kind, not a name
      |
    help: write `"service"` for an object of that name
    ====
    show shop/cart
    ----
    error[TQL0122]: expected a kind before `shop/cart`
     --> query:1:6
      |
    1 | show shop/cart
      |      ^^^^^^^^^ a kind is missing
      |
    help: write `service shop/cart`, or another of the kinds `pod`, `slice` and `node`
    ====
    show deployment shop/cart
    ----
    error[TQL0122]: unknown kind `deployment`
     --> query:1:6
      |
    1 | show deployment shop/cart
      |      ^^^^^^^^^^ not a kind
      |
    help: kinds are `service`, `pod`, `slice` or `node`
    ====
    findings of servce shop/cart
    ----
    error[TQL0122]: unknown kind `servce`
     --> query:1:13
      |
    1 | findings of servce shop/cart
      |             ^^^^^^ not a kind
      |
    help: did you mean `service`?
    ====
    why shop/*
    ----
    error[TQL0123]: `why` names one object, `shop/*` may match several
     --> query:1:5
      |
    1 | why shop/*
      |     ^^^^^^ a glob
      |
    help: write the whole name; `services` and `pods` list the names there are
    ====
    pods on node shop/n1
    ----
    error[TQL0124]: a Node has no namespace
     --> query:1:14
      |
    1 | pods on node shop/n1
      |              ^^^^^^^ a name without `/` was expected
      |
    help: write `n1`
    ====
    pods serving shop/cart:80
    ----
    error[TQL0125]: a port is no part of a name
     --> query:1:14
      |
    1 | pods serving shop/cart:80
      |              ^^^^^^^^^^^^ name and port
      |
    help: write `shop/cart on port 80`
    ====
    pods serving cart on port 0
    ----
    error[TQL0126]: expected a port, found `0`
     --> query:1:27
      |
    1 | pods serving cart on port 0
      |                           ^ not a port
      |
    help: a port is a number from 1 to 65535 or a name, as in `80`, `http` or `53/UDP`
    ====
    pods serving cart on port 80/TPC
    ----
    error[TQL0127]: unknown protocol in `80/TPC`
     --> query:1:27
      |
    1 | pods serving cart on port 80/TPC
      |                           ^^^^^^ not TCP, UDP or SCTP
      |
    help: write `80/TCP`
    ====
    pods serving cart on port 80/http
    ----
    error[TQL0127]: unknown protocol in `80/http`
     --> query:1:27
      |
    1 | pods serving cart on port 80/http
      |                           ^^^^^^^ not TCP, UDP or SCTP
      |
    help: write for example `53/UDP`
    ====
    pods serving cart on 80
    ----
    error[TQL0128]: a port needs the words `on port`
     --> query:1:22
      |
    1 | pods serving cart on 80
      |                      ^^ the words are missing
      |
    help: write `port 80`
    ====
    pods serving cart port 80
    ----
    error[TQL0128]: a port needs the words `on port`
     --> query:1:19
      |
    1 | pods serving cart port 80
      |                   ^^^^ the words are missing
      |
    help: write `on port`
    ====
    owners of ip 10.0.0.0/8
    ----
    error[TQL0129]: expected an IP address, found `10.0.0.0/8`
     --> query:1:14
      |
    1 | owners of ip 10.0.0.0/8
      |              ^^^^^^^^^^ not an IP address
      |
    help: write `pods | where ip in 10.0.0.0/8` for a network
    ====
    owners of 10.0.0.1
    ----
    error[TQL0111]: expected `ip` after `of`, found `10.0.0.1`
     --> query:1:11
      |
    1 | owners of 10.0.0.1
      |           ^^^^^^^^ not `ip`
      |
    help: write `of ip 10.0.0.1`
    """#
}
