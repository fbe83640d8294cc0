import Diagnostics
import QuerySyntax

/// Checks one input of libFuzzer, and traps with a message where something does not hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func checkSyntaxInvariants(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let source = SourceText(
    name: "query",
    bytes: Array(UnsafeBufferPointer(start: start, count: count))
  )
  if let violation = SyntaxInvariants.violation(in: source) {
    preconditionFailure(violation)
  }
  return 0
}
