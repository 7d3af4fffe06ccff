import ArgumentParser
import CabdeskUI
import CommandLineKit
import Foundation
import HelpdeskCore
import HelpdeskModels

/// The surroundings of a command: the account, its store, and the way to the backend.
struct CommandContext {
    let account: CommandAccount
    let store: Store
    /// Of what is said on standard error.
    var language = Language(environment: ProcessInfo.processInfo.environment)

    var profile: Profile { account.profile }
    var log: DebugLog { account.log }

    /// Opens the store of the account; the network is needed only for a token that was never used here.
    ///
    /// Throws `notSignedIn`, `configurationInvalid`, what asking for the token and opening a store throw, for a new
    /// token what asking the backend throws, and as `firstContact`.
    static func open(_ options: GlobalOptions) async throws -> CommandContext {
        var context = try await firstContact(options.effectiveLanguage) { () async throws(HelpdeskError) in
            try await open(CommandAccount(profile: options.profile, log: options.debugLog()))
        }
        context.language = options.effectiveLanguage
        if let report = try await context.store.rescueReport() {
            StandardError.sentence(Strings(language: options.effectiveLanguage)[.rescued(report)])
            // Perhaps nobody reads a log: the report is repeated until it reaches a terminal.
            if isatty(STDERR_FILENO) == 1 { try await context.store.acknowledgeRescue() }
        }
        return context
    }

    /// As `open(_:)`, with the account.
    static func open(_ account: CommandAccount) async throws(HelpdeskError) -> CommandContext {
        if let known = try openKnown(account) { return known }
        return CommandContext(account: account, store: try await account.stores.open(asking: account.backend()))
    }

    /// As `open(_:)`, without waiting for the network; nil for a token that was never used here.
    static func openKnown(_ account: CommandAccount) throws(HelpdeskError) -> CommandContext? {
        try account.stores.openKnown().map { CommandContext(account: account, store: $0) }
    }

    /// Throws `insecureAddress`, `malformedAddress` or `certificateFileUnreadable`.
    func backend() throws(HelpdeskError) -> any Backend { try account.backend() }

    /// Throws as `backend`.
    func engine() throws(HelpdeskError) -> SyncEngine {
        SyncEngine(store: store, backend: try backend(), window: profile.window, log: log)
    }

    /// Sends everything that is due, then receives everything new.
    func sync() async throws(HelpdeskError) -> SyncReport {
        try await engine().syncOnce()
    }

    /// Receives the desk and its tickets if that was never done, as a first command after `login` needs them.
    ///
    /// A desk always has a topic, Other, so no topic means that nothing was received yet. Throws as `firstContact`.
    func syncIfNever() async throws {
        guard try await store.deskSnapshot().topics.isEmpty else { return }
        _ = try await Self.firstContact(language) { () async throws(HelpdeskError) in try await sync() }
    }

    /// Runs what needs the desk because nothing was ever received from it.
    ///
    /// The usual sentences about a desk that cannot be reached promise that everything stays saved. Nothing is saved then,
    /// so this says so and throws `ExitCode.failure`; it throws everything else as it is.
    private static func firstContact<Value>(
        _ language: Language, _ work: () async throws(HelpdeskError) -> Value
    ) async throws -> Value {
        do throws(HelpdeskError) {
            return try await work()
        } catch {
            guard [.unreachable, .timedOut].contains(error.code) else { throw error }
            StandardError.sentence(CommandText(language).neverReached(error.subject))
            throw ExitCode.failure
        }
    }
}

extension CommandContext {
    /// The ticket that is meant, or the one that it was merged into, which is said on standard error. A number that the
    /// store does not know yet is looked for by a sync, and then on the desk.
    ///
    /// Throws `notFound`, and what a sync and the desk throw.
    func ticket(
        _ reference: TicketReference, followingMerges: Bool = true
    ) async throws(HelpdeskError) -> Ticket.ID {
        var found = try await known(reference)
        if found == nil {
            _ = try await sync()
            found = try await known(reference)
        }
        if found == nil, case .number(let number) = reference, try await canSearchDesk() {
            found = try await engine().fetch(number: number)
        }
        guard let found else { throw HelpdeskError(.notFound, subject: reference.description) }
        guard followingMerges else { return found }
        let target = try await store.mergeTarget(of: found)
        if target != found, let number = try await store.rows([target]).first?.number {
            StandardError.sentence(Strings(language: language)[.wasMerged(into: "\(number)", key: nil)])
        }
        return target
    }

    /// Whether the desk finds tickets, as far as is known here.
    func canSearchDesk() async throws(HelpdeskError) -> Bool {
        guard try backend().capabilities.search else { return false }
        return try await store.deskSnapshot().desk?.searchLength != nil
    }

    private func known(_ reference: TicketReference) async throws(HelpdeskError) -> Ticket.ID? {
        switch reference {
        case .number(let number): try await store.ticketID(number: number)
        case .id(let id): try await store.rows([id]).first?.id
        }
    }

    /// The conversation of the ticket that is meant. Throws as `ticket`.
    func conversation(_ reference: TicketReference) async throws(HelpdeskError) -> Conversation {
        guard let conversation = try await store.conversation(ticket(reference)) else {
            throw HelpdeskError(.notFound, subject: reference.description)
        }
        return conversation
    }
}

extension CommandContext {
    /// The Telegram chat that is meant: by its id, else by the name in Telegram or the person's, if one alone has it.
    ///
    /// Receives what is new first. Throws `notFound`, and what a sync throws.
    func link(_ text: String) async throws(HelpdeskError) -> TelegramLink {
        _ = try await sync()
        let links = try await store.deskSnapshot().links
        if let link = links.first(where: { $0.id.description == text.lowercased() }) { return link }
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        let named = links.filter { $0.username == name || $0.chatName == text }
        guard named.count == 1 else { throw HelpdeskError(.notFound, subject: text) }
        return named[0]
    }
}
