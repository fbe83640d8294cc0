import Foundation

/// What happens where a part of a store's file that is mapped into memory cannot be read.
enum MappedFiles {
  /// Ends the process with a sentence then: the disk failed, or something cut the file, and the system
  /// says so by a signal, behind which there is no value to go on with.
  static func exitWithSentenceOnFailure() {
    signal(SIGBUS) { _ in
      // Only what is safe in a handler: the text is a part of the executable.
      let text: StaticString = """
        error: a part of the store's file that is mapped into memory cannot be read: the disk failed, or \
        something cut the file
        help: nothing acknowledged is lost by this; look after the disk, and run `hindcast verify`

        """
      _ = Foundation.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(1)
    }
  }
}
