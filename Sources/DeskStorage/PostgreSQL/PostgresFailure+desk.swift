import HelpdeskDesk
import SQLDatabase

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
