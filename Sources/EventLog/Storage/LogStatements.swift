internal import GRDB

/// The statements of an append that run at every event.
struct LogStatements {
  private let statements: DirectStatements

  var db: Database { statements.db }

  init(_ db: Database) {
    statements = DirectStatements(db, count: 4)
  }

  var insertEvent: DirectStatement {
    get throws {
      try statements.at(0, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    }
  }

  var insertKey: DirectStatement {
    get throws { try statements.at(1, "INSERT INTO object_event VALUES (?, ?, ?, ?)") }
  }

  var noteLastEvent: DirectStatement {
    get throws { try statements.at(2, "UPDATE object SET last_event = ? WHERE id = ?") }
  }

  var highestRevision: DirectStatement {
    get throws {
      try statements.at(
        3,
        "SELECT revision FROM object_event WHERE object_id = ? ORDER BY revision DESC LIMIT 1"
      )
    }
  }
}
