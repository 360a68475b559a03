project_id  = "shop-prod"
environment = "prod"
