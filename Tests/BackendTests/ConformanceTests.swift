import TestSupport
import Testing

extension RealBackends {
    /// The suite that every backend passes, against the real ones.
    @Suite("Every backend")
    struct ConformanceTests {
        enum Kind: String, CaseIterable, CustomTestStringConvertible {
            case cabdesk = "Cabdesk"
            case requestTracker = "Request Tracker"

            var testDescription: String { rawValue }

            /// Those that could be had.
            static var available: [Kind] { allCases.filter { $0.desk != nil } }

            var desk: ConformanceDesk? {
                switch self {
                case .cabdesk: NativeDesk.shared?.conformance
                case .requestTracker: Tracker.usual?.conformance
                }
            }
        }

        @Test("is there to be tested", arguments: Kind.allCases)
        func isAvailable(_ kind: Kind) throws {
            try #require(kind.desk != nil || (kind == .requestTracker && Tracker.mayBeMissing))
        }

        @Test("tells who one is", arguments: Kind.available)
        func identity(_ kind: Kind) async throws { try await suite(kind).tellsWhoOneIs() }

        @Test("refuses a wrong secret", arguments: Kind.available)
        func wrongSecret(_ kind: Kind) async throws { try await suite(kind).refusesAWrongSecret() }

        @Test("passes on everything, then only what changed", arguments: Kind.available)
        func changes(_ kind: Kind) async throws {
            try await suite(kind).passesOnTopicsAndTicketsAndThenOnlyWhatChanged()
        }

        @Test("files a ticket as it was written", arguments: Kind.available)
        func filing(_ kind: Kind) async throws { try await suite(kind).filesATicketAsItWasWritten() }

        @Test("files a ticket once, however often it is sent", arguments: Kind.available)
        func filingTwice(_ kind: Kind) async throws { try await suite(kind).filesATicketOnceHoweverOftenItIsSent() }

        @Test("replies once, however often it is sent", arguments: Kind.available)
        func replyingTwice(_ kind: Kind) async throws { try await suite(kind).repliesOnceHoweverOftenItIsSent() }

        @Test("resolves and reopens", arguments: Kind.available)
        func status(_ kind: Kind) async throws { try await suite(kind).resolvesAndReopens() }

        @Test("sets priorities, merges and counts, or says that it does not", arguments: Kind.available)
        func triage(_ kind: Kind) async throws { try await suite(kind).prioritisesMergesAndCounts() }

        @Test("gives a whole ticket, or says that it does not", arguments: Kind.available)
        func wholeTicket(_ kind: Kind) async throws { try await suite(kind).givesAWholeTicket() }

        @Test("finds tickets by words, or says that it does not", arguments: Kind.available)
        func search(_ kind: Kind) async throws { try await suite(kind).findsTicketsByWords() }

        @Test("carries an answer of an agent", arguments: Kind.available)
        func answer(_ kind: Kind) async throws { try await suite(kind).carriesAnAnswerOfAnAgent() }

        @Test("hides notes of agents from customers", arguments: Kind.available)
        func notes(_ kind: Kind) async throws { try await suite(kind).hidesNotesOfAgentsFromCustomers() }

        @Test("shows nothing of another service", arguments: Kind.available)
        func strangers(_ kind: Kind) async throws { try await suite(kind).showsNothingOfAnotherService() }

        @Test("brings files back byte for byte", arguments: Kind.available)
        func files(_ kind: Kind) async throws { try await suite(kind).bringsFilesBackByteForByte() }

        @Test("knows who else is at work on a ticket, or says that it does not", arguments: Kind.available)
        func presence(_ kind: Kind) async throws { try await suite(kind).knowsWhoElseIsAtWork() }

        private func suite(_ kind: Kind) throws -> BackendConformance {
            try BackendConformance(#require(kind.desk))
        }
    }
}
