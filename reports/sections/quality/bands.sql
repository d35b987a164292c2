select source, words, value_told, usual_told, band_told, former_runs, alert from source_health_band
