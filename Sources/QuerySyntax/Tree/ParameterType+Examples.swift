extension ParameterType {
  /// A value of the type as it is written.
  public var example: String {
    switch self {
    case .service: "shop/cart"
    case .pod: "shop/cart-1"
    case .slice: "shop/cart-x"
    case .node: "node-1"
    case .namespace: "shop"
    case .cluster: "prod"
    case .zone: "eu-west-1a"
    case .port: "80"
    case .instant: "2026-11-20T10:15:00Z"
    case .duration: "30s"
    case .ip: "10.0.0.1"
    case .number: "42"
    case .string: "cart"
    case .boolean: "true"
    }
  }
}
