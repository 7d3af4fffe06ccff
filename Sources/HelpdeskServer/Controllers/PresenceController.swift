import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Who else has a ticket open or is writing in it.
struct PresenceController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let desk = environment.desk
        let now = environment.now
        return [
            Endpoint(.put, "/v1/tickets/{ticket}/presence") { request, context, account in
                let own: PresenceAnnouncement = try await request.json(.presence)
                return try .json(
                    await desk.announcePresence(own.activity, in: context.id("ticket"), by: account, at: now()))
            },
            Endpoint(.delete, "/v1/tickets/{ticket}/presence") { _, context, account in
                try await desk.leavePresence(in: context.id("ticket"), by: account)
                return .done
            },
        ]
    }
}
