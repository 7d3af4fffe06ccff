import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// What colleagues tell each other beside their messages: who is at work on a ticket, canned replies, and notes for the
/// next shift.
struct TeamController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] { presence + cannedReplies + shiftNotes }

    private var presence: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.put, "/v1/tickets/{ticket}/presence") { request, context, account in
                let program = try request.program()
                let own: PresenceAnnouncement = try await request.json(.presence)
                return try .json(
                    await desk.announcePresence(
                        own.activity, in: context.id("ticket"), by: account, program: program, at: now()))
            },
            Endpoint(.delete, "/v1/tickets/{ticket}/presence") { request, context, account in
                try await desk.leavePresence(in: context.id("ticket"), by: account, program: request.program())
                return .done
            },
        ]
    }

    private var cannedReplies: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.put, "/v1/canned-replies/{reply}") { request, context, account in
                let new: NewCannedReply = try await request.json(.newCannedReply)
                return try .json(await desk.putCannedReply(context.id("reply"), new, by: account, at: now()))
            },
            Endpoint(.delete, "/v1/canned-replies/{reply}") { _, context, account in
                try await desk.deleteCannedReply(context.id("reply"), by: account, at: now())
                return .done
            },
        ]
    }

    private var shiftNotes: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.put, "/v1/shift-notes/{note}") { request, context, account in
                let new: NewShiftNote = try await request.json(.newShiftNote)
                return try .json(await desk.putShiftNote(context.id("note"), new, by: account, at: now()))
            },
            Endpoint(.delete, "/v1/shift-notes/{note}") { _, context, account in
                try await desk.deleteShiftNote(context.id("note"), by: account, at: now())
                return .done
            },
        ]
    }
}

extension Request {
    /// The program that asks; nil for a client that does not say. Throws a problem (400) for what is no UUID.
    fileprivate func program() throws -> Presence.Program? {
        guard let name = HTTPField.Name(Presence.programHeader), let text = headers[name] else { return nil }
        guard let program = Presence.Program(text) else {
            throw ProblemError(.malformed, "The header `Cabdesk-Program` is not a UUID.")
        }
        return program
    }
}
