public import HelpdeskTransport

extension HelpdeskError {
    public init(_ error: TransportError, host: String? = nil) {
        let code: Code =
            switch error.code {
            case .unreachable: .unreachable
            case .timedOut: .timedOut
            case .untrustedCertificate: .untrustedCertificate
            case .insecureAddress: .insecureAddress
            case .malformedAddress: .malformedAddress
            case .answerTooLarge: .answerTooLarge
            case .badAnswer: .badAnswer
            case .fileUnreadable: .fileUnreadable
            case .fileChanged: .fileChanged
            case .cannotWriteFile: .cannotWriteFile
            case .diskFull: .diskFull
            case .certificateFileUnreadable: .certificateFileUnreadable
            case .cancelled: .cancelled
            case .unexpected: .unexpected
            }
        self.init(code, subject: error.path ?? host, detail: error.detail)
    }
}

extension Transport {
    /// Sends to `host`, which is the error's subject where it is about no file.
    func send(_ request: TransportRequest, to host: String) async throws(HelpdeskError) -> TransportResponse {
        do throws(TransportError) {
            return try await send(request)
        } catch {
            throw HelpdeskError(error, host: host)
        }
    }
}
