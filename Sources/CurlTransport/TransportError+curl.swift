import CCurl
import HelpdeskTransport

extension TransportError {
    /// The meaning of libcurl's code (libcurl-errors(3)). `text` never contains a header, so no token. It may contain a
    /// proxy's password, which is removed.
    init(curl code: CURLcode, text: String) {
        let meaning: Code =
            switch code {
            // The connection broke: as after a time-out, the server may have received the request.
            case CURLE_OPERATION_TIMEDOUT, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
                CURLE_HTTP2, CURLE_HTTP2_STREAM:
                .timedOut
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM,
                CURLE_SSL_INVALIDCERTSTATUS:
                .untrustedCertificate
            case CURLE_SSL_CACERT_BADFILE: .certificateFileUnreadable
            case CURLE_URL_MALFORMAT: .malformedAddress
            // The unsupported protocol is the server's, because any address but https was refused before. libcurl reports
            // a header line that it refuses as "out of memory" (newer ones as "too large").
            case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_OUT_OF_MEMORY,
                CURLcode(rawValue: 100):
                .badAnswer
            case CURLE_FAILED_INIT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION:
                .unexpected
            default: .unreachable
            }
        // That message contains the whole address, with a mistyped password anywhere in it.
        let message =
            text.contains("Unsupported proxy") ? "not the address of a proxy" : Redaction.userInfo(in: text)
        self.init(meaning, detail: "\(message) (\(code.rawValue))")
    }
}
