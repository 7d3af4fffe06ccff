import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Canned replies of the desk and of each specialist.
struct CannedReplyController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
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
}
