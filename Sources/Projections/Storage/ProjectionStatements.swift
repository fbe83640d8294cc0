import EventLog
internal import GRDB

/// The statements of the projections that run at every event.
struct ProjectionStatements {
  private let statements: DirectStatements

  var db: Database { statements.db }

  init(_ db: Database) {
    statements = DirectStatements(db, count: 10)
  }

  var insertRun: DirectStatement {
    get throws {
      try statements.at(
        0,
        """
        INSERT INTO projection_run (
          scope_id, object_id, part, from_revision, until_revision, content, event, flags,
          known_from, until_known_from, span_class, digest, room)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
      )
    }
  }

  var supersedeRun: DirectStatement {
    get throws { try statements.at(1, "UPDATE projection_run SET superseded_at = ? WHERE id = ?") }
  }

  var closeRun: DirectStatement {
    get throws {
      try statements.at(
        2,
        """
        UPDATE projection_run
        SET until_revision = ?, until_known_from = ?, flags = ?, span_class = ?, room = NULL
        WHERE id = ?
        """
      )
    }
  }

  var insertStep: DirectStatement {
    get throws {
      try statements.at(
        3,
        """
        INSERT INTO projection_step (epoch_id, kind, observed_at, revision, position, object_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """
      )
    }
  }

  var insertSlice: DirectStatement {
    get throws {
      try statements.at(
        4,
        "INSERT OR IGNORE INTO projection_slice_of_service VALUES (?, ?, ?)"
      )
    }
  }

  /// The open runs of a part of an object, as known now.
  func openRuns(_ part: RunPart) throws -> DirectStatement {
    try statements.at(
      5 + part.rawValue,
      """
      SELECT \(RunRow.columns) FROM projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND until_revision IS NULL
        AND superseded_at IS NULL ORDER BY id
      """
    )
  }
}
