import HelpdeskDesk
import SQLDatabase

/// Turns the errors of the engines into the desk's own: none leaves this module.
enum DatabaseFailure {
    /// Runs `body`, whose errors a request or a bot meets. Throws ``StoreError`` for an engine's.
    static func translate<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw desk(error)
        }
    }

    /// The same for what suspends.
    static func translate<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw desk(error)
        }
    }

    /// Runs `body`, whose errors an administrator reads. Throws ``ServerFailure`` for an engine's. `path` is of SQLite's file.
    static func explain<Value>(path: String = "", _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            if let failure = error as? PostgresFailure { throw ServerFailure(failure) }
            throw SQLiteFailure.serverFailure(error, path: path) ?? error
        }
    }

    /// The engine's words for an error of its own; nil for any other error.
    static func message(of error: any Error) -> String? {
        (error as? PostgresFailure)?.text ?? SQLiteFailure.message(of: error)
    }

    private static func desk(_ error: any Error) -> any Error {
        switch error {
        case let error as PostgresFailure: StoreError(error)
        case is DecodingError: StoreError.damaged("\(type(of: error))")
        default: SQLiteFailure.storeError(error) ?? error
        }
    }
}

extension StoreError {
    init(_ failure: PostgresFailure) {
        switch failure.kind {
        case .constraint: self = .damaged(failure.description)
        case .conflict, .unavailable: self = .unavailable(failure.description)
        case .other: self = .failed(failure.description)
        }
    }
}

extension ServerFailure {
    init(_ failure: PostgresFailure) {
        switch failure.kind {
        case .conflict:
            self.init("Other programs changed the same rows again and again. Nothing was changed; try again.")
        case .unavailable:
            self.init(
                "The database cannot be reached or cannot be written now (\(failure)). Check that PostgreSQL runs and that "
                    + "the address in the configuration is right.", isTemporary: true)
        case .constraint, .other:
            self.init("The database refused it (\(failure)). Nothing was changed.")
        }
    }
}
