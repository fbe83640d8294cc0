public import Projections

/// Where attributions come from: a cluster of a store.
public enum AttributionSource {
  /// Finds the cluster that is named, or the only one.
  ///
  /// Throws `AttributionError`, and what the reads throw.
  public static func cluster(
    named name: String?,
    in reads: any TopologyReads
  ) throws -> String {
    let names = try reads.clusterNames()
    guard let name else {
      if names.count > 1 { throw AttributionError.clusterAmbiguous(names) }
      guard let only = names.first else {
        throw AttributionError.clusterUnknown(nil, known: [])
      }
      return only
    }
    guard names.contains(name) else { throw AttributionError.clusterUnknown(name, known: names) }
    return name
  }
}
