import Testing

@testable import StandInServer
