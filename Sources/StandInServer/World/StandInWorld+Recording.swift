extension StandInWorld {
  /// Reads a recording: `watch-{pods,services,endpointslices,nodes}.jsonl` and `lists.jsonl` in a
  /// folder, as they are or compressed as `.zst`.
  ///
  /// The world stands at the first lists; a kind without list begins where its streaming list
  /// ended, or empty. Where the recorder had to list again because history was lost, the world
  /// has lost it too: watches that are open there expire with 410. Bookmarks of the recording are
  /// sent to watches that allow them; errors and refusals are not repeated.
  public convenience init(recording folder: String) throws {
    var reader = RecordingReader(folder: folder)
    self.init(try reader.read())
  }
}
