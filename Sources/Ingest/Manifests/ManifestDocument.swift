/// What one document of a file of manifests holds, as far as it could be read.
struct ManifestDocument {
  /// The objects, in the document's order.
  var manifests: [Manifest] = []
  /// What could not be read.
  var problems: [RecordProblem] = []
  /// The kinds of objects that Hindcast does not remember.
  var otherKinds: [String] = []
}
