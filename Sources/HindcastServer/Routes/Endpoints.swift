internal import HTTPTypes

/// All that can be asked for.
enum Endpoints {
  /// The endpoints, in the order in which the OpenAPI document has them.
  static let all: [Endpoint] =
    QueryEndpoints.all + SyntaxEndpoints.all + SavedQueryEndpoints.all + ReportEndpoints.all
    + StoreEndpoints.all + EventEndpoints.all + AttributionEndpoints.all + OperationEndpoints.all
}
