internal import Hummingbird
internal import HummingbirdTLS
/// Placeholder.
enum Stub {}
