import CFaults

/// What goes wrong below SQLite.
enum InjectedFault: Int, CaseIterable {
  case powerLoss
  case lyingSync
  case shortWrite
  case fullDisk
  case writeError
  case readError
  case syncError
  case openError
  case sharedMemoryError

  /// What it is called in the figures.
  var name: String {
    switch self {
    case .powerLoss: "power loss"
    case .lyingSync: "power loss after lying syncs"
    case .shortWrite: "short write"
    case .fullDisk: "full disk"
    case .writeError: "write error"
    case .readError: "read error"
    case .syncError: "sync error"
    case .openError: "open error"
    case .sharedMemoryError: "shared memory error"
    }
  }

  /// Its number below.
  var number: Int32 {
    switch self {
    case .powerLoss: Int32(HC_FAULT_POWER_LOSS)
    case .lyingSync: Int32(HC_FAULT_LYING_SYNC)
    case .shortWrite: Int32(HC_FAULT_SHORT_WRITE)
    case .fullDisk: Int32(HC_FAULT_FULL)
    case .writeError: Int32(HC_FAULT_WRITE)
    case .readError: Int32(HC_FAULT_READ)
    case .syncError: Int32(HC_FAULT_SYNC)
    case .openError: Int32(HC_FAULT_OPEN)
    case .sharedMemoryError: Int32(HC_FAULT_SHARED_MEMORY)
    }
  }

  /// Whether a store can be read while it lasts.
  var leavesReading: Bool {
    switch self {
    case .shortWrite, .fullDisk, .writeError, .syncError: true
    case .powerLoss, .lyingSync, .readError, .openError, .sharedMemoryError: false
    }
  }

  /// How many operations may go well before it happens, at most; one of these.
  var delays: [Int] {
    switch self {
    case .powerLoss, .shortWrite, .fullDisk, .writeError, .readError: [4, 30, 150, 700]
    case .lyingSync: [30, 300, 1500]
    case .syncError, .openError, .sharedMemoryError: [2, 6, 20]
    }
  }
}
