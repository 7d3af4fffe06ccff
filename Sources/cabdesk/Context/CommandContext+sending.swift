import ArgumentParser
import CabdeskUI
import CommandLineKit
import Glibc
import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// Attaches the files to the draft and queues it. If that fails, nothing of it stays behind.
    ///
    /// The text is checked first, so that nobody waits for files to be copied only to hear that the text is
    /// missing. A subject that was given is not cut silently, as one made of the text is.
    func queue<ID>(
        _ draft: Draft, files: [String], as queue: (Draft) async throws(HelpdeskError) -> ID
    ) async throws(HelpdeskError) -> ID {
        var draft = draft
        let limits = try await store.deskSnapshot().limits
        let violations =
            limits.violations(inText: draft.text, attachmentCount: files.count)
            + (draft.subject.map { limits.violations(inSubject: $0) } ?? [])
        if !violations.isEmpty { throw HelpdeskError(.invalid, violations: violations) }
        do {
            for file in files {
                draft.files.append(try await store.attach(path: file, to: draft.id, limits: limits))
            }
            return try await queue(draft)
        } catch {
            // The error is thrown below. A draft that cannot be removed either shows in the list of drafts.
            try? await store.discardDraft(draft.id)
            throw error
        }
    }

    /// Refuses a file that was given twice, whatever paths name it, and says which.
    ///
    /// Throws `ExitCode.failure`. A file that is not there is left to the copying, which names the reason.
    func refuseRepeated(_ files: [String], _ language: Language) throws {
        var seen: [FileIdentity: String] = [:]
        for file in files {
            let path = LocalPath(argument: file)
            guard let identity = FileIdentity(path) else { continue }
            if let other = seen.updateValue(path.name, forKey: identity) {
                StandardError.sentence(Strings(language: language)[.sameFile(path.name, as: other)])
                throw ExitCode.failure
            }
        }
    }

    /// Asks whether a file was forgotten if the text speaks of one and none is attached. Where nobody can be asked, because
    /// the text did not come from a terminal, it says so and the message leaves.
    ///
    /// Throws `ExitCode.failure` for "no"; the text is among the drafts then.
    func asksForAttachment(_ draft: Draft, files: [String], _ language: Language) async throws {
        guard files.isEmpty, MentionsAttachment.check(draft.text) else { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            StandardError.sentence(CommandText(language).noFileAttached)
            return
        }
        let strings = Strings(language: language)
        let letters = [true, false].compactMap { YesOrNo.letters($0, in: language).first.map(String.init) }
        var answer: Bool?
        repeat {
            StandardError.write("\(strings[.forgottenAttachment]) (\(letters.joined(separator: "/"))) ")
            // The end of the input is no "yes".
            answer = readLine().map { YesOrNo.answer(line: $0, language: language) } ?? false
        } while answer == nil
        if answer == true { return }
        try await store.saveDraft(draft)
        StandardError.sentence(strings[.draftKept(draft.kind)])
        throw ExitCode.failure
    }

    /// Queues the change of status, tries to send it and prints the outcome.
    func change(
        _ ticket: TicketReference, to kind: NewEvent.Kind, why: String?, _ output: OutputOptions, _ language: Language
    ) async throws {
        let ticket = try await self.ticket(ticket)
        let isChanged = try await store.queueTransition(kind, ticket: ticket, why: why ?? "", origin: .cli)
        if !isChanged, let why, !why.allSatisfy(\.isWhitespace) {
            let strings = Strings(language: language)
            StandardError.sentence(strings[kind == .resolved ? .alreadyResolved : .notResolvedYet])
            throw ExitCode.failure
        }
        try await report(changeOf: ticket, kind, output, language)
    }
}

extension CommandContext {
    /// How something that was queued stands in the store.
    enum Standing {
        /// The backend has it.
        case received
        case waiting(Delivery)
        /// It is neither here nor with the backend: another program has taken it back or discarded it meanwhile.
        case missing
    }

    /// Tries to send what was queued; returns how the intent stands afterwards.
    ///
    /// `standing` looks it up in the store. A backend that cannot be reached is no failure: the intent stays queued, with
    /// the reason. Throws what reading the store throws.
    func send(
        _ standing: () async throws(HelpdeskError) -> Standing
    ) async throws(HelpdeskError) -> Outcome {
        let obstacle: HelpdeskError?
        do {
            obstacle = try await sync().errors.first
        } catch {
            obstacle = error
        }
        return switch try await standing() {
        case .received: .sent
        case .waiting(.queued), .waiting(.held), .waiting(.sending): .queued(obstacle)
        case .waiting(.failed(let error)): .refused(error)
        case .missing: .withdrawn
        }
    }

    /// How a message of the ticket stands; `message` finds it in the conversation.
    func standing(
        ofMessageIn ticket: Ticket.ID, _ message: (Conversation) -> ConversationMessage?
    ) async throws(HelpdeskError) -> Standing {
        guard let found = try await store.conversation(ticket).flatMap(message) else { return .missing }
        return found.delivery.map { .waiting($0) } ?? .received
    }
}

/// What tells one file from another, whatever its names.
private struct FileIdentity: Hashable {
    private let device: dev_t
    private let node: ino_t

    /// Nil for a path that names nothing.
    init?(_ path: LocalPath) {
        var status = stat()
        let found = (path.bytes + [0]).withUnsafeBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.map { stat($0, &status) }
        }
        guard found == 0 else { return nil }
        device = status.st_dev
        node = status.st_ino
    }
}
