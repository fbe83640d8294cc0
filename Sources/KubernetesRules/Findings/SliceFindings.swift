/// The findings about an EndpointSlice that need no other object than the slice: ST101, ST102,
/// ST104, ST105, ST106, ST110, ST111, ST113, ST117, ST211, ST301 and ST308.
///
/// They apply to every slice, whether its Service exists or not. What needs the Service as well is
/// in `ServiceFindings`.
public enum SliceFindings {
  /// Returns the findings, by rule, subject, detail.
  public static func findings(_ input: SliceFindingsInput) -> [Finding] {
    let slice = SliceEvaluation(input)
    return Finding.ordered(rules.flatMap { $0(slice) })
  }

  private static let rules: [@Sendable (SliceEvaluation) -> [Finding]] = [
    specialAddress, oddAddress, nonCanonicalAddress, fqdnAddressType, extraAddresses,
    sliceWithoutService, sliceOrphan, sliceUnmanaged, sliceOversize, slicePortNoNumber,
    mirroredSlice, strictIP,
  ]
}
