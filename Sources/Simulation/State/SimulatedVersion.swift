/// A template of a Deployment, with its ReplicaSet.
struct SimulatedVersion {
  let number: Int
  /// The value of `pod-template-hash`.
  let hash: String
  let replicaSet: SimulatedUID
  /// The number of the container port `http`.
  let port: Int
}
