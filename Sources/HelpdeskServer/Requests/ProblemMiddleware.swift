import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Logging
import SystemKit

/// Turns every error into problem details, counts every request and logs it.
///
/// The log names the route, not the path: nothing that a client sent gets into it.
struct ProblemMiddleware: RouterMiddleware {
    let endpoints: [Endpoint]
    let metrics: ServerMetrics

    /// Seconds after which it is worth trying again what cannot be done now.
    static let pause = 2...6

    /// The name is a token; the standard one only satisfies the compiler.
    private static let host = HTTPField.Name("Host") ?? .expect

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = context.parking?.began ?? .now
        var response: Response
        var cause: (any Error)?
        do {
            try Self.checkHost(request)
            var request = request
            request.body = RequestBody(asyncSequence: ClientBody(of: request, context: context))
            response = try await next(request, context)
        } catch let parked as PollParking.Parked {
            throw parked
        } catch {
            var problem = ProblemError(cause: error)
            if problem.problem.kind == .notFound, let allowed = methods(at: request.uri.path, but: request.method) {
                problem = ProblemError(.methodNotAllowed, headers: [.allow: allowed])
            }
            if problem.problem.status == 500 { cause = error }
            response = problem.response
        }
        response.headers.setForEveryAnswer()
        if response.status == .serviceUnavailable, response.headers[.retryAfter] == nil {
            // At random, so that all who were turned away do not come back at the same moment.
            response.headers[.retryAfter] = "\(Int.random(in: Self.pause))"
        }
        // tus 1.0.0, core protocol: in every answer, whatever it says.
        if UploadController.answers(request.uri.path) { response.headers[.tusResumable] = UploadController.version }
        // The answer to HEAD has no body, not even that of an error.
        if request.method == .head { response = response.createHeadResponse() }
        log(request, response, ContinuousClock.now - start, cause, context)
        return response
    }

    /// Throws a problem (400) for a request without a host, or with two (RFC 9112, section 3.2).
    private static func checkHost(_ request: Request) throws {
        let more = request.headers[values: Self.host]
        let authority = request.head.authority ?? more.first
        guard let authority, more.allSatisfy({ $0 == authority }) else {
            throw ProblemError(.malformed, "The header Host must be there once.")
        }
    }

    /// The methods of a path that exists, if `method` is not one of them.
    private func methods(at path: String, but method: HTTPRequest.Method) -> String? {
        let known = endpoints.filter { $0.matches(path: path) }.map(\.method)
        let isKnown = known.contains(method) || (method == .head && known.contains(.get))
        guard !known.isEmpty, !isKnown else { return nil }
        return Set(known.map(\.rawValue) + (known.contains(.get) ? ["HEAD"] : [])).sorted().joined(separator: ", ")
    }

    private func log(
        _ request: Request, _ response: Response, _ duration: Duration, _ cause: (any Error)?,
        _ context: ServerContext
    ) {
        let isKnown = endpoints.contains { $0.method == request.method }
        let milliseconds = duration / .milliseconds(1)
        let method = isKnown || request.method == .head ? request.method.rawValue : "(other)"
        let route = context.endpointPath ?? "(none)"
        metrics.count(
            method, route, status: response.status.code, seconds: milliseconds / 1000)
        let line = "\(method) \(route) \(response.status.code)"
        let fields: Logger.Metadata = [
            LogLine.Field.method.rawValue: "\(method)", LogLine.Field.route.rawValue: "\(route)",
            LogLine.Field.status.rawValue: "\(response.status.code)",
            LogLine.Field.milliseconds.rawValue: "\(Int(milliseconds))",
        ]
        if let cause {
            context.logger.error("\(line): \(type(of: cause)) \(Self.summary(of: cause))", metadata: fields)
        } else {
            context.logger.info("\(line)", metadata: fields)
        }
    }

    /// The part of an unexpected error that is safe to log: no values from the request.
    private static func summary(of error: any Error) -> String {
        switch error {
        case let error as StoreError: "\(error)"
        case let error as FileFailure: error.description
        default: ""
        }
    }
}
