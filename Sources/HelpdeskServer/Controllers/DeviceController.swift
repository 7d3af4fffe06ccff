import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// What is signed in to the account.
struct DeviceController: Sendable {
    let environment: ServerEnvironment

    var endpoints: [Endpoint] {
        let store = environment.store
        let now = environment.now
        return [
            Endpoint(.get, "/v1/devices", query: Request.pageParameters) { request, _, account in
                try .json(
                    await store.devices(of: account, after: request.pageStart(), limit: request.pageLimit()))
            },
            Endpoint(.delete, "/v1/devices/{device}") { _, context, account in
                guard let device = context.parameters.get("device", as: Int64.self) else {
                    throw ProblemError(.notFound)
                }
                try await store.signOut(device, by: account, at: now())
                // The device may be waiting for changes.
                environment.notifier.wake(.user(account.user.id))
                return .done
            },
        ]
    }
}
