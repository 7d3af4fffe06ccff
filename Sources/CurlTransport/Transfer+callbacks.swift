import CCurl
import Foundation
import HelpdeskTransport

/// The callbacks of libcurl, on the worker's thread. The transfer outlives the use of its handle, so it is passed
/// unretained.
extension Transfer {
    func setCallbacks() {
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, pointer)
        ccurl_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
            return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, pointer)
        ccurl_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard transfer.headers.add(line) else {
                transfer.failure = TransportError(.badAnswer, detail: "too many headers")
                return 0
            }
            return size * count
        }
        guard source != nil else { return }
        ccurl_set_pointer(handle, CURLOPT_READDATA, pointer)
        ccurl_set_read(handle) { bytes, size, count, pointer in
            guard let bytes, let pointer else { return ccurl_read_abort() }
            let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
            return transfer.send(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
        ccurl_set_pointer(handle, CURLOPT_SEEKDATA, pointer)
        ccurl_set_seek(handle) { pointer, offset, origin in
            guard let pointer, origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
            let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
            transfer.source?.seek(to: Int64(offset))
            return CURL_SEEKFUNC_OK
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        do throws(TransportError) {
            let position = try sink.write(bytes, headers)
            if let position { request.progress?(position) }
            return true
        } catch {
            failure = error
            return false
        }
    }

    private func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let source else { return ccurl_read_abort() }
        do throws(TransportError) {
            let count = try source.read(into: buffer)
            request.progress?(source.position)
            return count
        } catch {
            failure = error
            return ccurl_read_abort()
        }
    }
}
