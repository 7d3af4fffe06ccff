import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Notes of a service's users for its next shift.
struct ShiftNoteController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
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
