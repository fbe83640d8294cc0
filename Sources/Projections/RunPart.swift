/// Which facts of an object a run holds.
enum RunPart: Int, CaseIterable {
  /// The object itself; a slice without its endpoints.
  case object = 0
  /// One endpoint of a slice.
  case endpoint = 1
  /// How many endpoints a slice lists.
  case endpointCount = 2
}
