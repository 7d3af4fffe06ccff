import CCurl
import Foundation
import HelpdeskTransport

/// A running request: libcurl's easy handle with what its callbacks need.
///
/// `@unchecked Sendable`: handed over once, through the worker's mailbox; from then on only the worker's thread uses it.
final class Transfer: @unchecked Sendable {
    let request: TransportRequest
    let handle: UnsafeMutableRawPointer
    let source: FileSource?
    var sink: BodySink
    var headers = HeaderCollector()
    /// The failure that a callback found; more precise than libcurl's code.
    var failure: TransportError?

    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private var isAttached = false
    private var isDownload: Bool {
        if case .file = request.sink { true } else { false }
    }
    private let isFresh: Bool

    /// `isFresh`: on a connection of its own. Throws `fileUnreadable` or `cannotWriteFile`.
    init(_ request: TransportRequest, isFresh: Bool = false) throws(TransportError) {
        self.request = request
        self.isFresh = isFresh || !request.isRepeatable
        if case .file(let path, let offset, let length) = request.body {
            source = try FileSource(path: path, offset: offset, length: length)
        } else {
            source = nil
        }
        sink = try BodySink(request.sink)
        guard let handle = ccurl_easy_init() else {
            throw TransportError(.unexpected, detail: "libcurl gives no handle")
        }
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        ccurl_easy_cleanup(handle)
        ccurl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Sets the handle up and adds it; the error if that fails.
    func attach(to multi: UnsafeMutableRawPointer, caFile: String?, proxy: String?) -> TransportError? {
        setConnection(caFile: caFile, proxy: proxy)
        sign()
        setPatience()
        setBody()
        setHeaders()
        setCallbacks()
        guard ccurl_multi_add_handle(multi, handle) == CURLM_OK else {
            return TransportError(.unexpected, detail: "libcurl refuses the transfer")
        }
        isAttached = true
        return nil
    }

    func detach(from multi: UnsafeMutableRawPointer) {
        guard isAttached else { return }
        ccurl_multi_remove_handle(multi, handle)
        isAttached = false
    }

    /// Whether the server had closed the reused HTTP/2 connection, as some do after a few hundred requests. libcurl itself
    /// repeats a request on a closed HTTP/1.1 connection, but reports this one.
    func foundConnectionEnded(_ code: CURLcode) -> Bool {
        code == CURLE_HTTP2 && !isFresh && failure == nil && headers.status == 0 && source == nil
            && ccurl_get_long(handle, CURLINFO_NUM_CONNECTS) == 0
    }

    /// The end of the transfer.
    func outcome(_ code: CURLcode) -> CurlWorker.Outcome {
        if let failure { return .failure(failure) }
        guard code == CURLE_OK else {
            let text = String(cString: errorText)
            var error = TransportError(
                curl: code, text: text.isEmpty ? String(cString: ccurl_easy_strerror(code)) : text)
            // It ended before a byte of the request was sent, so the server cannot have acted.
            if error.code == .timedOut, ccurl_get_size(handle, CURLINFO_PRETRANSFER_TIME_T) == 0 {
                error.code = .unreachable
            }
            return .failure(error)
        }
        guard headers.status > 0 else { return .failure(TransportError(.badAnswer, detail: "no status")) }
        do throws(TransportError) {
            let body = try sink.finish(headers)
            return .success(TransportResponse(status: headers.status, headers: headers.fields, body: body))
        } catch {
            return .failure(error)
        }
    }

    private func setConnection(caFile: String?, proxy: String?) {
        ccurl_set_string(handle, CURLOPT_URL, request.url)
        // `CurlTransport` has decided which addresses may be `http`.
        ccurl_set_string(
            handle, CURLOPT_PROTOCOLS_STR, request.url.lowercased().hasPrefix("http://") ? "http" : "https")
        if let proxy { ccurl_set_string(handle, CURLOPT_PROXY, proxy) }
        ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        // Concurrent requests share one connection. A file gets its own: if the server refuses it before its end, libcurl
        // closes the connection, and with it everything that shares it. And the frames and windows of HTTP/2 slow a large
        // file down.
        let isShared = source == nil && !isDownload
        let version = isShared ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(version))
        ccurl_set_long(handle, CURLOPT_PIPEWAIT, isShared ? 1 : 0)
        if isFresh { ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 1) }
        ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        // Replaces the system's bundle; the system's directory of certificates (CAPATH) stays in use.
        if let caFile { ccurl_set_string(handle, CURLOPT_CAINFO, caFile) }
        ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(handle, CURLOPT_BUFFERSIZE, 256 << 10)
        ccurl_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10)
        ccurl_set_string(handle, CURLOPT_USERAGENT, "cabdesk")
        ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    }

    /// libcurl computes the signature itself, with the time of the request in it (CURLOPT_AWS_SIGV4(3)).
    private func sign() {
        guard let signature = request.signature else { return }
        ccurl_set_string(handle, CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):\(signature.service)")
        ccurl_set_string(handle, CURLOPT_USERNAME, signature.accessKey)
        ccurl_set_string(handle, CURLOPT_PASSWORD, signature.secretKey)
    }

    private func setPatience() {
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, 10)
        switch request.patience {
        case .total(let seconds):
            ccurl_set_long(handle, CURLOPT_TIMEOUT, seconds)
        case .whileDataMoves:
            ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
            ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, 60)
        }
    }

    private func setBody() {
        switch request.body {
        case .none where request.method == .get:
            ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
        case .none where request.method == .head:
            ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        case .none where request.method == .delete:
            break
        case .none:
            setBytes([])
        case .data(let data):
            setBytes(Array(data))
        case .file(_, _, let length):
            ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
            ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(length))
        }
        if request.method != .get, request.method != .head {
            ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        // Limits count bytes after decoding, so that a small answer cannot expand beyond them.
        // Nobody compresses objects, and where a range ends is counted in their own bytes.
        if case .memory = request.sink, request.signature == nil {
            ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "gzip")
        }
    }

    private func setBytes(_ bytes: [UInt8]) {
        var body = bytes
        ccurl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        // libcurl copies as many bytes as CURLOPT_POSTFIELDSIZE_LARGE says.
        _ = body.withUnsafeMutableBytes { buffer in
            if buffer.isEmpty {
                ccurl_set_string(handle, CURLOPT_COPYPOSTFIELDS, "")
            } else {
                ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress)
            }
        }
    }

    private func setHeaders() {
        var lines = request.headers.map { "\($0.name): \($0.value)" }
        // A header without a value is not sent, but older versions of libcurl sign it all the same.
        if request.signature == nil {
            // Waiting for a 100 answer would cost a second.
            lines.append("expect:")
            if !request.headers.contains(where: { $0.name == "content-type" }) { lines.append("content-type:") }
        }
        for line in lines {
            // A line break would be another header.
            guard !line.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) else { continue }
            headerList = ccurl_slist_append(headerList, line) ?? headerList
        }
        ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
    }
}
