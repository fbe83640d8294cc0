/// A value written in a query.
public enum Literal: Hashable, Sendable {
  /// A text in quotes; in expressions also a bare word that no column can be, such as `cart-1`.
  case text(String)
  /// A bare word as a `let` value, such as `shop/cart`: a name, a port or a text, by its use.
  case word(String)
  /// A whole number.
  case integer(Int64)
  /// A number with a fraction or an exponent, finite.
  case decimal(Double)
  /// `true` or `false`.
  case boolean(Bool)
  /// A length of time; never a parameter.
  case duration(DurationExpression)
  /// An instant; never a parameter.
  case instant(InstantExpression)
  /// An IP address, with a port where one was written; never a parameter.
  case address(AddressExpression)
  /// A network such as `10.0.0.0/8`, as it was written.
  case network(String)
}
