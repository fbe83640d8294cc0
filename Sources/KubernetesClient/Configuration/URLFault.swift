/// What is wrong with a URL, as the end of a sentence that begins with the URL.
struct URLFault: Error, Hashable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
