import ArgumentParser
import HelpdeskCore
import HelpdeskModels

/// What became of a ticket, a reply or a change of status.
enum Outcome: Hashable {
    case sent
    /// Safe on this machine, to be sent by the next sync; with what prevented it now.
    case queued(HelpdeskError?)
    /// Refused by the backend for good; it stays in the outbox until somebody tries again or discards it.
    case refused(HelpdeskError)
    /// Taken back or discarded by another program before it was sent.
    case withdrawn

    /// As it reads in JSON.
    var name: String {
        switch self {
        case .sent: "sent"
        case .queued: "queued"
        case .refused: "failed"
        case .withdrawn: "withdrawn"
        }
    }

    var error: HelpdeskError? {
        switch self {
        case .sent, .withdrawn: nil
        case .queued(let error): error
        case .refused(let error): error
        }
    }

    /// Says on standard error what was not sent and why. Throws `ExitCode` 1 if it was refused or is gone.
    func report(in language: Language) throws {
        let text = CommandText(language)
        switch self {
        case .sent: break
        case .queued(let error):
            StandardError.sentence(text.queued(because: error.map { ErrorSentence.of($0, in: language) }))
        case .refused(let error):
            StandardError.sentence(text.refused(because: ErrorSentence.of(error, in: language)))
            throw ExitCode.failure
        case .withdrawn:
            StandardError.sentence(text.withdrawn)
            throw ExitCode.failure
        }
    }
}
