import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

/// Health, readiness and metrics, for those who run the server.
struct OperationController: Sendable {
    let environment: ServerEnvironment
    let sources: [MetricSource]

    var endpoints: [Endpoint] {
        [
            Endpoint(open: .get, "/healthz") { _, _ in Self.plain("ok\n", status: .ok) },
            Endpoint(open: .get, "/readyz") { _, _ in
                guard let reason = await environment.readiness.obstacle() else {
                    return Self.plain("ok\n", status: .ok)
                }
                return Self.plain(reason + "\n", status: .serviceUnavailable)
            },
            Endpoint(.get, "/metrics", outlivesDatabase: true) { _, _, account in
                guard account.user.role == .admin else {
                    throw ProblemError(.forbidden, "Only an administrator's token reads the metrics.")
                }
                let text = await Exposition(environment, sources: sources).text
                return Self.plain(text, status: .ok, type: Exposition.mediaType)
            },
        ]
    }

    private static func plain(
        _ text: String, status: HTTPResponse.Status, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
