import CCurl
import HelpdeskTransport

/// A transfer for the log: numbers of libcurl, but none of its texts about this request.
extension Transfer {
    /// The exchange as it ended, with libcurl's code.
    func exchange(_ code: CURLcode, _ outcome: CurlWorker.Outcome) -> LoggedExchange {
        var exchange = figures()
        if code != CURLE_OK {
            exchange.failure = LoggedExchange.Failure(
                code: Int(code.rawValue), meaning: String(cString: ccurl_easy_strerror(code)),
                errno: ccurl_get_long(handle, CURLINFO_OS_ERRNO),
                certificate: ccurl_get_long(handle, CURLINFO_SSL_VERIFYRESULT))
        }
        if case .failure(let error) = outcome { exchange.error = error.code }
        return exchange
    }

    /// The exchange after it was cancelled.
    func cancelled() -> LoggedExchange {
        var exchange = figures()
        exchange.error = .cancelled
        return exchange
    }

    private func figures() -> LoggedExchange {
        var exchange = LoggedExchange(request)
        exchange.status = headers.status
        exchange.sent = Int64(ccurl_get_size(handle, CURLINFO_SIZE_UPLOAD_T))
        exchange.received = Int64(ccurl_get_size(handle, CURLINFO_SIZE_DOWNLOAD_T))
        exchange.duration = .microseconds(Int64(ccurl_get_size(handle, CURLINFO_TOTAL_TIME_T)))
        exchange.isNewConnection = ccurl_get_long(handle, CURLINFO_NUM_CONNECTS) > 0
        return exchange
    }
}
