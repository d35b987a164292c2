select alert, told from source_alert
