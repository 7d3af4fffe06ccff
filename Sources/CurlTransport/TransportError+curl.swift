import CCurl
import HelpdeskTransport

extension TransportError {
    /// What libcurl's code means (libcurl-errors(3)). `text` never holds a header, so no token; a proxy's password, which
    /// it may hold, is taken out.
    init(curl code: CURLcode, text: String) {
        let meaning: Code =
            switch code {
            // The connection was there and broke: whether the request was taken is open, as after a time-out.
            case CURLE_OPERATION_TIMEDOUT, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
                CURLE_HTTP2, CURLE_HTTP2_STREAM:
                .timedOut
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM,
                CURLE_SSL_INVALIDCERTSTATUS:
                .untrustedCertificate
            case CURLE_SSL_CACERT_BADFILE: .certificateFileUnreadable
            case CURLE_URL_MALFORMAT: .malformedAddress
            // The protocol is the server's here, as an address other than https was refused before; and libcurl says "out
            // of memory" (newer ones "too large") of a header line that it does not take.
            case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_OUT_OF_MEMORY,
                CURLcode(rawValue: 100):
                .badAnswer
            case CURLE_FAILED_INIT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION:
                .unexpected
            default: .unreachable
            }
        // Says the whole address, in which a password may stand anywhere if it is not written as one.
        let said =
            text.contains("Unsupported proxy") ? "not the address of a proxy" : Redaction.userInfo(in: text)
        self.init(meaning, detail: "\(said) (\(code.rawValue))")
    }
}
