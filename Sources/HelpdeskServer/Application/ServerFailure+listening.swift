import Foundation
import HelpdeskDesk

extension ServerFailure {
    /// A server could not start to listen; `code` is the system's error number.
    static func listening(host: String, port: Int, code: Int32) -> ServerFailure {
        switch code {
        case EADDRINUSE:
            ServerFailure("Port \(port) of \(host) is in use. Stop the other program or choose another port.")
        case EACCES:
            ServerFailure("Port \(port) of \(host) needs more rights. Choose a port from 1024 on.")
        case EADDRNOTAVAIL:
            ServerFailure("This machine does not have the address \(host). Choose another host to listen on.")
        default:
            ServerFailure("Listening on \(host), port \(port), failed: \(String(cString: strerror(code))).")
        }
    }
}
